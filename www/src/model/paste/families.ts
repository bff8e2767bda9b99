/** The ways in which shells, files and programs give a value to a name. */
import { CMD, DATA, FISH, POSIX, POWERSHELL, type Quoting } from './word';

export interface Family {
  /** Up to the value. Its first group is the name; its second, if it has one, the value. */
  head: RegExp;
  quoting: Quoting;
  /** What may follow the value. */
  tail?: RegExp;
  /** Whether only known names count, because other text looks the same. */
  isStrict?: boolean;
}

export const FAMILIES: readonly Family[] = [
  // fish: set -gx NAME value
  { head: /set(?:\s+--?[a-z-]+)+\s+([\w.]+)\s+/iy, quoting: FISH },
  // cmd: set NAME=value, set "NAME=value", setx NAME "value" /M
  { head: /@?set\s+"([\w.]+)=([^"]*)"/iy, quoting: CMD },
  { head: /@?set\s+([\w.]+)\s*=\s*/iy, quoting: CMD },
  { head: /@?setx(?:\s+\/\w+)*\s+"?([\w.]+)"?\s+/iy, quoting: CMD, tail: /(?:\s+\/\w+)+/y },
  // csh, elvish, Dockerfile: setenv NAME value, set-env NAME value, ENV NAME value
  { head: /(?:setenv|set-env|ENV)\s+"?([\w.]+)"?[\s=]+/y, quoting: POSIX },
  // aws configure set name value --profile p
  { head: /aws\s+configure\s+set\s+([\w.]+)\s+/y, quoting: POSIX, tail: /(?:\s+--?[a-z-]+\s+\S+)+/y },
  // fish: set NAME value
  { head: /set\s+([\w.]+)\s+/y, quoting: FISH, isStrict: true },
  // PowerShell, Nushell: $env:NAME = "value", $env.NAME = "value"
  { head: /\$\{?env[:.](\w+)\}?\s*=\s*/iy, quoting: POWERSHELL },
  // [Environment]::SetEnvironmentVariable("NAME", "value", "User")
  {
    head: /\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*["'](\w+)["']\s*,\s*/iy,
    quoting: POWERSHELL,
    tail: /[^;)]*\)/y,
  },
  // Set-Item -Path Env:NAME -Value "value"
  {
    head: /(?:Set-Item|New-Item|Set-Content)\s+(?:-Path\s+)?["']?Env:\\?(\w+)["']?\s+(?:-Value\s+)?/iy,
    quoting: POWERSHELL,
  },
  // -AccessKey value, --region value, -Daws.accessKeyId=value
  { head: /-{1,2}D?([A-Za-z][\w.-]*)[\s=]+/y, quoting: POWERSHELL, isStrict: true },
  // export NAME=value, -e NAME=value, name = value, os.environ["NAME"] = "value"
  {
    head: /(?:(?:export|declare|typeset|local|readonly|env|ENV|-e|--env|-)(?:\s+-[a-z]+)*\s+)*\$?(?:[\w.]+\[)?["'“”]?([A-Za-z_][\w.-]*)["'“”]?\]?\s*=\s*/y,
    quoting: POSIX,
  },
  // setProperty("name", "value")
  { head: /["']([\w.]+)["']\s*,\s*/y, quoting: POSIX, isStrict: true },
  // name: value, "Name": "value"
  { head: /(?:-\s+)?["'“”]?([A-Za-z_][\w. -]{0,60}?)["'“”]?\s*:(?![:/\\])\s*/y, quoting: DATA },
  // | Name | value |, name   value
  { head: /([A-Za-z][\w -]{0,60}?)\s*(?:\||\t|\s{2,})\s*/y, quoting: DATA, isStrict: true },
];
