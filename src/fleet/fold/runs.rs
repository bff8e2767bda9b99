//! Simple case folding of Unicode 16, as runs: a `match` over 1,500 characters is 16 KB of code.

/// Characters that fold alike: the first one, how far the last one is from it, whether it is all of
/// them or every second, and what is added to each.
struct Run {
    first: u32,
    span: u8,
    step: u8,
    change: i32,
}

/// The character that one beyond ASCII folds to; itself if it does not fold.
pub(super) fn fold_wide(character: char) -> char {
    let code = u32::from(character);
    let place = RUNS.partition_point(|it| it.first <= code);
    let run = place.checked_sub(1).and_then(|it| RUNS.get(it));
    let is_of = |it: &&Run| {
        let offset = code - it.first;
        offset <= u32::from(it.span) && (it.step == 1 || offset & 1 == 0)
    };
    let folded = run.filter(is_of).map(|it| code.wrapping_add_signed(it.change));
    folded.and_then(char::from_u32).unwrap_or(character)
}

const fn run(first: u32, span: u8, step: u8, change: i32) -> Run {
    Run { first, span, step, change }
}

/// In ascending order.
#[rustfmt::skip]
static RUNS: [Run; 209] = [
    run(0xb5, 0, 1, 775), run(0xc0, 22, 1, 32), run(0xd8, 6, 1, 32), run(0x100, 46, 2, 1),
    run(0x132, 4, 2, 1), run(0x139, 14, 2, 1), run(0x14a, 44, 2, 1), run(0x178, 0, 1, -121),
    run(0x179, 4, 2, 1), run(0x17f, 0, 1, -268), run(0x181, 0, 1, 210), run(0x182, 2, 2, 1),
    run(0x186, 0, 1, 206), run(0x187, 0, 1, 1), run(0x189, 1, 1, 205), run(0x18b, 0, 1, 1),
    run(0x18e, 0, 1, 79), run(0x18f, 0, 1, 202), run(0x190, 0, 1, 203), run(0x191, 0, 1, 1),
    run(0x193, 0, 1, 205), run(0x194, 0, 1, 207), run(0x196, 0, 1, 211), run(0x197, 0, 1, 209),
    run(0x198, 0, 1, 1), run(0x19c, 0, 1, 211), run(0x19d, 0, 1, 213), run(0x19f, 0, 1, 214),
    run(0x1a0, 4, 2, 1), run(0x1a6, 0, 1, 218), run(0x1a7, 0, 1, 1), run(0x1a9, 0, 1, 218),
    run(0x1ac, 0, 1, 1), run(0x1ae, 0, 1, 218), run(0x1af, 0, 1, 1), run(0x1b1, 1, 1, 217),
    run(0x1b3, 2, 2, 1), run(0x1b7, 0, 1, 219), run(0x1b8, 0, 1, 1), run(0x1bc, 0, 1, 1),
    run(0x1c4, 0, 1, 2), run(0x1c5, 0, 1, 1), run(0x1c7, 0, 1, 2), run(0x1c8, 0, 1, 1),
    run(0x1ca, 0, 1, 2), run(0x1cb, 16, 2, 1), run(0x1de, 16, 2, 1), run(0x1f1, 0, 1, 2),
    run(0x1f2, 2, 2, 1), run(0x1f6, 0, 1, -97), run(0x1f7, 0, 1, -56), run(0x1f8, 38, 2, 1),
    run(0x220, 0, 1, -130), run(0x222, 16, 2, 1), run(0x23a, 0, 1, 10795), run(0x23b, 0, 1, 1),
    run(0x23d, 0, 1, -163), run(0x23e, 0, 1, 10792), run(0x241, 0, 1, 1), run(0x243, 0, 1, -195),
    run(0x244, 0, 1, 69), run(0x245, 0, 1, 71), run(0x246, 8, 2, 1), run(0x345, 0, 1, 116),
    run(0x370, 2, 2, 1), run(0x376, 0, 1, 1), run(0x37f, 0, 1, 116), run(0x386, 0, 1, 38),
    run(0x388, 2, 1, 37), run(0x38c, 0, 1, 64), run(0x38e, 1, 1, 63), run(0x391, 16, 1, 32),
    run(0x3a3, 8, 1, 32), run(0x3c2, 0, 1, 1), run(0x3cf, 0, 1, 8), run(0x3d0, 0, 1, -30),
    run(0x3d1, 0, 1, -25), run(0x3d5, 0, 1, -15), run(0x3d6, 0, 1, -22), run(0x3d8, 22, 2, 1),
    run(0x3f0, 0, 1, -54), run(0x3f1, 0, 1, -48), run(0x3f4, 0, 1, -60), run(0x3f5, 0, 1, -64),
    run(0x3f7, 0, 1, 1), run(0x3f9, 0, 1, -7), run(0x3fa, 0, 1, 1), run(0x3fd, 2, 1, -130),
    run(0x400, 15, 1, 80), run(0x410, 31, 1, 32), run(0x460, 32, 2, 1), run(0x48a, 52, 2, 1),
    run(0x4c0, 0, 1, 15), run(0x4c1, 12, 2, 1), run(0x4d0, 94, 2, 1), run(0x531, 37, 1, 48),
    run(0x10a0, 37, 1, 7264), run(0x10c7, 0, 1, 7264), run(0x10cd, 0, 1, 7264),
    run(0x13f8, 5, 1, -8), run(0x1c80, 0, 1, -6222), run(0x1c81, 0, 1, -6221),
    run(0x1c82, 0, 1, -6212), run(0x1c83, 1, 1, -6210), run(0x1c85, 0, 1, -6211),
    run(0x1c86, 0, 1, -6204), run(0x1c87, 0, 1, -6180), run(0x1c88, 0, 1, 35267),
    run(0x1c89, 0, 1, 1), run(0x1c90, 42, 1, -3008), run(0x1cbd, 2, 1, -3008),
    run(0x1e00, 148, 2, 1), run(0x1e9b, 0, 1, -58), run(0x1e9e, 0, 1, -7615), run(0x1ea0, 94, 2, 1),
    run(0x1f08, 7, 1, -8), run(0x1f18, 5, 1, -8), run(0x1f28, 7, 1, -8), run(0x1f38, 7, 1, -8),
    run(0x1f48, 5, 1, -8), run(0x1f59, 6, 2, -8), run(0x1f68, 7, 1, -8), run(0x1f88, 7, 1, -8),
    run(0x1f98, 7, 1, -8), run(0x1fa8, 7, 1, -8), run(0x1fb8, 1, 1, -8), run(0x1fba, 1, 1, -74),
    run(0x1fbc, 0, 1, -9), run(0x1fbe, 0, 1, -7173), run(0x1fc8, 3, 1, -86), run(0x1fcc, 0, 1, -9),
    run(0x1fd3, 0, 1, -7235), run(0x1fd8, 1, 1, -8), run(0x1fda, 1, 1, -100),
    run(0x1fe3, 0, 1, -7219), run(0x1fe8, 1, 1, -8), run(0x1fea, 1, 1, -112), run(0x1fec, 0, 1, -7),
    run(0x1ff8, 1, 1, -128), run(0x1ffa, 1, 1, -126), run(0x1ffc, 0, 1, -9),
    run(0x2126, 0, 1, -7517), run(0x212a, 0, 1, -8383), run(0x212b, 0, 1, -8262),
    run(0x2132, 0, 1, 28), run(0x2160, 15, 1, 16), run(0x2183, 0, 1, 1), run(0x24b6, 25, 1, 26),
    run(0x2c00, 47, 1, 48), run(0x2c60, 0, 1, 1), run(0x2c62, 0, 1, -10743),
    run(0x2c63, 0, 1, -3814), run(0x2c64, 0, 1, -10727), run(0x2c67, 4, 2, 1),
    run(0x2c6d, 0, 1, -10780), run(0x2c6e, 0, 1, -10749), run(0x2c6f, 0, 1, -10783),
    run(0x2c70, 0, 1, -10782), run(0x2c72, 0, 1, 1), run(0x2c75, 0, 1, 1),
    run(0x2c7e, 1, 1, -10815), run(0x2c80, 98, 2, 1), run(0x2ceb, 2, 2, 1), run(0x2cf2, 0, 1, 1),
    run(0xa640, 44, 2, 1), run(0xa680, 26, 2, 1), run(0xa722, 12, 2, 1), run(0xa732, 60, 2, 1),
    run(0xa779, 2, 2, 1), run(0xa77d, 0, 1, -35332), run(0xa77e, 8, 2, 1), run(0xa78b, 0, 1, 1),
    run(0xa78d, 0, 1, -42280), run(0xa790, 2, 2, 1), run(0xa796, 18, 2, 1),
    run(0xa7aa, 0, 1, -42308), run(0xa7ab, 0, 1, -42319), run(0xa7ac, 0, 1, -42315),
    run(0xa7ad, 0, 1, -42305), run(0xa7ae, 0, 1, -42308), run(0xa7b0, 0, 1, -42258),
    run(0xa7b1, 0, 1, -42282), run(0xa7b2, 0, 1, -42261), run(0xa7b3, 0, 1, 928),
    run(0xa7b4, 14, 2, 1), run(0xa7c4, 0, 1, -48), run(0xa7c5, 0, 1, -42307),
    run(0xa7c6, 0, 1, -35384), run(0xa7c7, 2, 2, 1), run(0xa7cb, 0, 1, -42343),
    run(0xa7cc, 0, 1, 1), run(0xa7d0, 0, 1, 1), run(0xa7d6, 4, 2, 1), run(0xa7dc, 0, 1, -42561),
    run(0xa7f5, 0, 1, 1), run(0xab70, 79, 1, -38864), run(0xfb05, 0, 1, 1), run(0xff21, 25, 1, 32),
    run(0x10400, 39, 1, 40), run(0x104b0, 35, 1, 40), run(0x10570, 10, 1, 39),
    run(0x1057c, 14, 1, 39), run(0x1058c, 6, 1, 39), run(0x10594, 1, 1, 39),
    run(0x10c80, 50, 1, 64), run(0x10d50, 21, 1, 32), run(0x118a0, 31, 1, 32),
    run(0x16e40, 31, 1, 32), run(0x1e900, 33, 1, 34),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_folds_as_unicode_says() {
        for character in '\u{80}'..=char::MAX {
            let folded = unicode_case_mapping::case_folded(character);
            let folded = folded.and_then(|it| char::from_u32(it.get())).unwrap_or(character);
            assert_eq!(fold_wide(character), folded, "{character:?}");
        }
    }
}
