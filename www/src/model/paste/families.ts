/** The ways in which shells, files and programs give a value to a name. */
import { CMD, DATA, FISH, POSIX, POWERSHELL, type Quoting } from './word';

export interface Family {
  /** Up to the value. Its first group is the name; its second, if it has one, the value. */
  head: RegExp;
  quoting: Quoting;
  /** What may follow the value. */
  tail?: RegExp;
  /** Whether only names of credentials count, because other text looks the same. */
  isStrict?: boolean;
}

export const FAMILIES: readonly Family[] = [
  // fish: set -gx NAME value
  { head: /set(?: +--?[a-z-]+)+ +([\w.]+) +/iy, quoting: FISH },
  // cmd: set NAME=value, set "NAME=value", setx NAME "value" /M
  { head: /@?set +"([\w.]+)=([^"]*)"/iy, quoting: CMD },
  { head: /@?set +([\w.]+) *= */iy, quoting: CMD },
  { head: /@?setx(?: +\/\w+)* +"?([\w.]+)"? +/iy, quoting: CMD, tail: /(?: +\/\w+)+/y },
  // csh, elvish, Dockerfile: setenv NAME value, set-env NAME value, ENV NAME value
  { head: /(?:setenv|set-env|ENV) +"?([\w.]+)"?[ =]+/y, quoting: POSIX },
  // aws configure set name value --profile p
  { head: /aws +configure +set +([\w.]+) +/y, quoting: POSIX, tail: /(?: +--?[a-z-]+ +\S+)+/y },
  // fish: set NAME value
  { head: /set +([\w.]+) +/y, quoting: FISH, isStrict: true },
  // PowerShell, Nushell: $env:NAME = "value", $env.NAME = "value"
  { head: /\$\{?env[:.](\w+)\}? *= */iy, quoting: POWERSHELL },
  // [Environment]::SetEnvironmentVariable("NAME", "value", "User")
  {
    head: /\[(?:System\.)?Environment\]::SetEnvironmentVariable\( *["'](\w+)["'] *, */iy,
    quoting: POWERSHELL,
    tail: /[^;)]*\)/y,
  },
  // Set-Item -Path Env:NAME -Value "value"
  {
    head: /(?:Set-Item|New-Item|Set-Content) +(?:-Path +)?["']?Env:\\?(\w+)["']? +(?:-Value +)?/iy,
    quoting: POWERSHELL,
  },
  // -AccessKey value, --region value, -Daws.accessKeyId=value
  { head: /-{1,2}D?([A-Za-z][\w.-]*)[ =]+/y, quoting: POWERSHELL, isStrict: true },
  // export NAME=value, -e NAME=value, name = value, os.environ["NAME"] = "value"
  {
    head: /(?:(?:export|declare|typeset|local|readonly|env|ENV|-e|--env|-)(?: +-[a-z]+)* +)*\$?(?:[\w.]+\[)?["'“”]?([A-Za-z_][\w.-]*)["'“”]?\]? *= */y,
    quoting: POSIX,
  },
  // name: value, "Name": "value"
  { head: /(?:- +)?["'“”]?([A-Za-z_][\w. -]{0,60}?)["'“”]? *:(?![:/\\]) */y, quoting: DATA },
  // | Name | value |, name   value
  { head: /([A-Za-z][\w -]{0,60}?) *(?:\||\t| {2,})\s*/y, quoting: DATA, isStrict: true },
];
