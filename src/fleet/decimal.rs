//! Numbers as decimal texts, without the standard library's reader and writer: their tables of powers
//! are ten kilobytes that no compression makes smaller.

use std::fmt::Write;

/// Numbers up to here, and powers of ten up to 10^22, are exact.
const EXACT: u64 = 1 << 53;
const EXACT_POWER: i32 = 22;
/// More digits than any rounding depends on.
const DIGITS_AT_MOST: usize = 800;

/// The number of a JSON text such as `-12.5e3`, rounded as `str::parse` rounds it.
pub(in crate::fleet) fn parse(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (mantissa, ""),
    };
    if !is_digits(whole) {
        return None;
    }
    let digits = || whole.bytes().chain(fraction.bytes()).map(|it| it - b'0');
    let exponent = exponent.saturating_sub(i32::try_from(fraction.len()).unwrap_or(i32::MAX));
    let size = exact(digits(), exponent).unwrap_or_else(|| rounded(digits(), exponent));
    Some(if unsigned.len() < text.len() { -size } else { size })
}

/// Whether a text is digits, at least one.
pub(in crate::fleet) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

fn exponent_of(text: &str) -> Option<i32> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !is_digits(unsigned) {
        return None;
    }
    let digit = |size: i32, it: u8| size.saturating_mul(10).saturating_add(i32::from(it - b'0'));
    let size = unsigned.bytes().fold(0, digit).min(1 << 30);
    Some(if text.starts_with('-') { -size } else { size })
}

/// The number, if one operation makes it of two exact ones.
fn exact(digits: impl Iterator<Item = u8>, exponent: i32) -> Option<f64> {
    let mut mantissa = 0_u64;
    for digit in digits {
        mantissa = mantissa * 10 + u64::from(digit);
        if mantissa > EXACT {
            return None;
        }
    }
    if exponent.abs() > EXACT_POWER {
        return None;
    }
    let power = (0..exponent.abs()).fold(1.0, |power, _| power * 10.0);
    Some(if exponent < 0 { mantissa as f64 / power } else { mantissa as f64 * power })
}

/// The number by whole numbers of any length.
#[inline(never)]
fn rounded(digits: impl Iterator<Item = u8>, mut exponent: i32) -> f64 {
    let (mut number, mut rest, mut count) = (Vec::new(), false, 0);
    for digit in digits {
        if count < DIGITS_AT_MOST {
            count += usize::from(count > 0 || digit > 0);
            multiply(&mut number, 10, digit.into());
        } else {
            exponent = exponent.saturating_add(1);
            rest |= digit > 0;
        }
    }
    let magnitude = exponent.saturating_add(count as i32);
    if count == 0 || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    let mut shift = 0;
    for _ in 0..exponent {
        multiply(&mut number, 10, 0);
    }
    if exponent < 0 {
        // 64 bits remain when all is divided.
        let words = exponent.unsigned_abs() as usize / 9 + 3;
        number.splice(0..0, std::iter::repeat_n(0, words));
        shift = words as i32 * 32;
        for _ in exponent..0 {
            rest |= divide(&mut number, 10) > 0;
        }
    }
    while number.last() == Some(&0) {
        number.pop();
    }
    of_bits(&number, shift, rest)
}

/// A whole number over 2^`shift`, and whether something smaller follows.
fn of_bits(number: &[u32], shift: i32, mut rest: bool) -> f64 {
    let mut words = number.iter().rev().copied();
    let [first, second, third] = [0; 3].map(|_: u32| words.next().unwrap_or(0));
    rest |= words.any(|it| it > 0);
    let all = u128::from(first) << 64 | u128::from(second) << 32 | u128::from(third);
    // The value is `all * 2^exponent`.
    let mut exponent = number.len() as i32 * 32 - 96 - shift;
    let bits = 128 - all.leading_zeros() as i32;
    // A number has 53 bits, and none of them counts less than 2^-1074.
    let dropped = (bits - 53).max(-1074 - exponent);
    if dropped > 127 {
        return 0.0;
    }
    let dropped = dropped.max(0);
    exponent += dropped;
    let kept = (all >> dropped) as u64;
    let behind = all & ((1 << dropped) - 1);
    let half = (1_u128 << dropped) >> 1;
    let is_above = behind > half || behind == half && (rest || kept & 1 == 1);
    let kept = kept + u64::from(dropped > 0 && is_above);
    // Both factors are exact, and so is what they make.
    let power = |exponent: i32| f64::from_bits(((exponent + 1023) as u64) << 52);
    if exponent > 971 {
        return f64::INFINITY;
    }
    if exponent < -1022 {
        kept as f64 * power(-1022) * power(exponent + 1022)
    } else {
        kept as f64 * power(exponent)
    }
}

fn multiply(number: &mut Vec<u32>, factor: u32, mut carry: u32) {
    for word in number.iter_mut() {
        let product = u64::from(*word) * u64::from(factor) + u64::from(carry);
        (*word, carry) = (product as u32, (product >> 32) as u32);
    }
    if carry > 0 {
        number.push(carry);
    }
}

fn divide(number: &mut [u32], divisor: u32) -> u32 {
    let mut rest = 0;
    for word in number.iter_mut().rev() {
        let part = u64::from(rest) << 32 | u64::from(*word);
        (*word, rest) = ((part / u64::from(divisor)) as u32, (part % u64::from(divisor)) as u32);
    }
    rest
}

/// A number as `String(number)` of JavaScript writes it.
pub(in crate::fleet) fn push(out: &mut String, number: f64) {
    let size = number.abs();
    if number.fract() == 0.0 && size < 9e15 {
        // Writing to a text cannot fail.
        let _ = write!(out, "{}", number as i64);
        return;
    }
    if !number.is_finite() {
        let name = if number.is_nan() { "NaN" } else { "Infinity" };
        out.push_str(if number < 0.0 { "-" } else { "" });
        return out.push_str(name);
    }
    let text = serde_json::to_string(&size).unwrap_or_default();
    let text = text.as_str();
    if number < 0.0 {
        out.push('-');
    }
    if size > 1e-5 && size < 1e15 {
        // The same in this range.
        return out.push_str(text);
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let zeros = digits.bytes().take_while(|it| *it == b'0').count();
    // Where the point is: the number is 0.digits * 10^point.
    let point = exponent_of(exponent).unwrap_or(0) + whole.len() as i32 - zeros as i32;
    push_digits(out, digits.trim_matches('0'), point);
}

fn push_digits(out: &mut String, digits: &str, point: i32) {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    if (1..=21).contains(&point) {
        let (whole, fraction) = digits.split_at_checked(point as usize).unwrap_or((digits, ""));
        let filled = zeros(point - digits.len() as i32);
        let dot = if fraction.is_empty() { "" } else { "." };
        return out.push_str(&[whole, &filled, dot, fraction].concat());
    }
    if (-5..=0).contains(&point) {
        return out.push_str(&["0.", &zeros(-point), digits].concat());
    }
    let (first, others) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let dot = if others.is_empty() { "" } else { "." };
    let sign = if point < 1 { "-" } else { "+" };
    let exponent = format!("{}", (point - 1).unsigned_abs());
    out.push_str(&[first, dot, others, "e", sign, &exponent].concat());
}

/// A number as a text.
pub(in crate::fleet) fn text(number: f64) -> String {
    let mut text = String::new();
    push(&mut text, number);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the standard library writes it.
    fn theirs(number: f64) -> String {
        let size = number.abs();
        if size == 0.0 || (1e-6..1e21).contains(&size) {
            return format!("{}", if number == 0.0 { 0.0 } else { number });
        }
        let text = format!("{number:e}");
        let (digits, exponent) = text.split_once('e').unwrap();
        let sign = if exponent.starts_with('-') { "" } else { "+" };
        format!("{digits}e{sign}{exponent}")
    }

    #[test]
    fn limits_are_read_and_written() {
        for text in [
            "0",
            "-0",
            "0.0",
            "0e5",
            "1e22",
            "1e23",
            "8.5e22",
            "9007199254740993",
            "1e-22",
            "1e400",
            "9007199254740992.5",
            "9007199254740993.000000000000000000000000000000000000000001",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9e-324",
            "1e-400",
            "0.000001",
            "123e-30",
            "1e2147483648",
            "1e-99999999999",
            "100000000000000000000000e-23",
        ] {
            let parsed = parse(text).unwrap();
            assert_eq!(parsed.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1e", "1e+", "inf", "NaN", "null", "+1", "1.2.3", "0x1"] {
            assert_eq!(parse(text), None, "{text}");
        }
        let long = ["1.", &"0".repeat(900), "1"].concat();
        assert_eq!(parse(&long), Some(1.0));
        assert_eq!(text(f64::NAN), "NaN");
        assert_eq!(text(f64::NEG_INFINITY), "-Infinity");
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_standard_library(number: f64, digits in "[0-9]{1,40}", shift in -400..400_i32) {
            let number = if number.is_finite() { number } else { 0.5 };
            prop_assert_eq!(text(number), theirs(number));
            prop_assert_eq!(parse(&format!("{number:e}")).unwrap().to_bits(), number.to_bits());
            let text = format!("{digits}e{shift}");
            prop_assert_eq!(parse(&text).unwrap().to_bits(), text.parse::<f64>().unwrap().to_bits());
            // Halfway between two numbers.
            let half = format!("{}.5", number.abs().min(1e17) as u64 | 1 << 52);
            prop_assert_eq!(parse(&half).unwrap().to_bits(), half.parse::<f64>().unwrap().to_bits());
        }
    }
}
