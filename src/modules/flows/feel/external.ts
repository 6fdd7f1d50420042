import type { Run } from './limits.ts'
import { compareNumbers, dec, Dec, fromDouble, isNum, num, numberText, toDouble, truncated, type Num } from './numbers.ts'
import { FeelFunction, toText, type Param, type Value } from './values.ts'

/**
 * Functions that a model takes from Java. Nothing of a model's choosing is ever run: a short list of the pure functions
 * people do name is written here, by class and method, and everything else is null with a reason.
 */
export function externalFunction(params: readonly Param[], definition: Value, run: Run): Value {
  const java = definition instanceof Map ? (definition.get('java') ?? (definition.has('class') ? definition : null)) : null
  const className = java instanceof Map ? java.get('class') : null
  const signature = java instanceof Map ? java.get('method signature') : null
  if (typeof className !== 'string' || typeof signature !== 'string') return run.nothing('only functions of Java can be external')
  const found = /^\s*(\w+)\s*\(([^)]*)\)\s*$/.exec(signature)
  const types = found ? found[2]!.split(',').map((type) => type.trim()).filter(Boolean) : []
  const method = found && methods.get(`${className}.${found[1]}`)
  if (!method || (types.length !== params.length && !types.some(isMany))) return run.nothing(`${className}.${signature} is not provided`)
  return new FeelFunction(found[1]!, params, (args, run) => {
    const given: Value[] = []
    for (let i = 0; i < args.length; i++) {
      const type = types[Math.min(i, types.length - 1)]!
      if (isMany(type)) { given.push(...(Array.isArray(args[i]) ? (args[i] as Value[]) : [args[i]!])); continue }
      const value = asJava(args[i]!, type)
      if (value === undefined) return run.nothing(`${found[1]}: argument ${i + 1} is no ${type}`)
      // What Java has as a floating-point number, it writes with a point.
      given.push(className === 'java.lang.String' && found[1] === 'valueOf' && /^(float|double)$/.test(type) && typeof value === 'number' ? `${value}.0` : value)
    }
    const result = method(...given)
    return result === undefined ? run.nothing(`${found[1]}: the arguments do not fit`) : result
  })
}

const isMany = (type: string): boolean => type.startsWith('[') || type.endsWith('...') || type.endsWith('[]')

const whole: Record<string, number> = { byte: 2 ** 7, short: 2 ** 15, int: 2 ** 31, long: 2 ** 63 }
const boxes: Record<string, string> = { Byte: 'byte', Short: 'short', Integer: 'int', Long: 'long', Float: 'float', Double: 'double', Boolean: 'boolean' }

/** Undefined: it is none. */
function asJava(value: Value, type: string): Value | undefined {
  const short = type.replace(/^java\.(lang|math|util)\./, '')
  const primitive = boxes[short] ?? short
  if (value === null) return primitive === short && (primitive in whole || ['float', 'double', 'boolean', 'char'].includes(primitive)) ? undefined : null
  if (primitive in whole) {
    if (!isNum(value)) return undefined
    const cut = dec(value).trunc()
    return cut.abs().lte(whole[primitive]!) ? (num(cut) ?? undefined) : undefined
  }
  switch (primitive) {
    case 'float': case 'double': case 'BigDecimal': case 'BigInteger': case 'Number': return isNum(value) ? value : undefined
    case 'boolean': return typeof value === 'boolean' ? value : undefined
    case 'String': case 'CharSequence': return typeof value === 'string' ? value : undefined
    case 'char': case 'Character': return typeof value === 'string' && value.length === 1 ? value : undefined
    case 'Object': case 'Comparable': return value
    case 'List': case 'Collection': return Array.isArray(value) ? value : undefined
    case 'Map': return value instanceof Map ? value : undefined
  }
  return undefined
}

type Method = (...args: Value[]) => Value | undefined
const real = (f: (...n: number[]) => number): Method => (...args) => (args.every(isNum) ? fromDouble(f(...args.map(toDouble))) : undefined)
const exact = (f: (...n: Num[]) => Num | null): Method => (...args) => (args.every(isNum) ? f(...args) : undefined)

const parse = (pattern: RegExp): Method => (value) => {
  if (isNum(value ?? null)) return value
  if (typeof value !== 'string' || !pattern.test(value)) return undefined
  return num(new Dec(value))
}
const wholeText = parse(/^[+-]?\d{1,19}$/)
const realText = parse(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/)
const compare: Method = (a, b) => (isNum(a ?? null) && isNum(b ?? null) ? compareNumbers(a as Num, b as Num) : undefined)

/** The conversions of `String.format` that have an exact meaning for FEEL's values; others are refused. */
const formatted: Method = (mask, ...args) => {
  if (typeof mask !== 'string') return undefined
  let next = 0
  let fault = false
  const text = mask.replace(/%(?:(\d+)\$)?([-+ 0,]*)(\d{1,3})?(?:\.(\d{1,2}))?([a-zA-Z%])/g, (_, position: string | undefined, flags: string, width: string | undefined, precision: string | undefined, kind: string) => {
    if (kind === '%') return '%'
    if (kind === 'n') return '\n'
    const value = args[position ? Number(position) - 1 : next++]
    let shown = ''
    if (value === undefined) fault = true
    else if (kind === 's' || kind === 'S') {
      shown = value === null ? 'null' : (toText(value) ?? 'null')
      if (precision) shown = shown.slice(0, Number(precision))
      if (kind === 'S') shown = shown.toUpperCase()
    } else if (kind === 'b') shown = String(typeof value === 'boolean' ? value : value !== null)
    else if ((kind === 'd' || kind === 'f') && isNum(value)) {
      const size = dec(value).abs()
      shown = kind === 'd' ? size.trunc().toFixed() : size.toFixed(Number(precision ?? 6), Dec.ROUND_HALF_UP)
      if (flags.includes(',')) shown = shown.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
      const sign = compareNumbers(value, 0) < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
      if (flags.includes('0') && width) shown = shown.padStart(Number(width) - sign.length, '0')
      shown = sign + shown
    } else fault = true
    return flags.includes('-') ? shown.padEnd(Number(width ?? 0)) : shown.padStart(Number(width ?? 0))
  })
  return fault ? undefined : text
}

const largest = (sign: 1 | -1) => exact((a, b) => (compareNumbers(a!, b!) * sign >= 0 ? a! : b!))
const rounded = (mode: Parameters<InstanceType<typeof Dec>['toDecimalPlaces']>[1]) => exact((n) => num(dec(n!).toDecimalPlaces(0, mode)))

const methods = new Map<string, Method>(Object.entries({
  'java.lang.Math.abs': exact((n) => num(dec(n!).abs())),
  'java.lang.Math.max': largest(1),
  'java.lang.Math.min': largest(-1),
  'java.lang.Math.ceil': rounded(Dec.ROUND_CEIL),
  'java.lang.Math.floor': rounded(Dec.ROUND_FLOOR),
  'java.lang.Math.rint': rounded(Dec.ROUND_HALF_EVEN),
  'java.lang.Math.round': exact((n) => num(dec(n!).plus(0.5).floor())),
  'java.lang.Math.signum': exact((n) => Math.sign(compareNumbers(n!, 0))),
  'java.lang.Math.addExact': exact((a, b) => num(dec(a!).plus(b!))),
  'java.lang.Math.subtractExact': exact((a, b) => num(dec(a!).minus(b!))),
  'java.lang.Math.multiplyExact': exact((a, b) => num(dec(a!).times(b!))),
  'java.lang.Math.floorMod': exact((a, b) => (b === 0 ? null : num(dec(a!).minus(dec(b!).times(dec(a!).div(b!).floor()))))),
  'java.lang.Math.floorDiv': exact((a, b) => (b === 0 ? null : num(dec(a!).div(b!).floor()))),
  ...Object.fromEntries((['sqrt', 'cbrt', 'pow', 'exp', 'expm1', 'log', 'log10', 'log1p', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2', 'sinh', 'cosh', 'tanh', 'hypot'] as const).map((name) => [`java.lang.Math.${name}`, real(Math[name] as (...n: number[]) => number)])),
  'java.lang.Math.toRadians': real((n) => (n! / 180) * Math.PI),
  'java.lang.Math.toDegrees': real((n) => (n! * 180) / Math.PI),
  'java.lang.String.valueOf': (value: Value) => (value === null ? 'null' : toText(value)),
  'java.lang.String.format': formatted,
  'java.lang.String.join': (delimiter: Value, ...items: Value[]) => (typeof delimiter === 'string' ? items.flat().map((item) => toText(item as Value) ?? 'null').join(delimiter) : undefined),
  'java.lang.Boolean.valueOf': (value: Value) => (typeof value === 'boolean' ? value : typeof value === 'string' ? value.toLowerCase() === 'true' : false),
  'java.lang.Boolean.parseBoolean': (value: Value) => typeof value === 'string' && value.toLowerCase() === 'true',
  ...Object.fromEntries(['Byte', 'Short', 'Integer', 'Long'].flatMap((box) => [`valueOf`, `parse${box === 'Integer' ? 'Int' : box}`].map((name) => [`java.lang.${box}.${name}`, wholeText] as const).concat([[`java.lang.${box}.compare`, compare], [`java.lang.${box}.toString`, (n: Value) => (isNum(n) ? numberText(n) : undefined)], [`java.lang.${box}.max`, largest(1)], [`java.lang.${box}.min`, largest(-1)], [`java.lang.${box}.sum`, exact((a, b) => num(dec(a!).plus(b!)))], [`java.lang.${box}.signum`, exact((n) => Math.sign(truncated(n!)))]]))),
  ...Object.fromEntries(['Float', 'Double'].flatMap((box) => [`valueOf`, `parse${box}`].map((name) => [`java.lang.${box}.${name}`, realText] as const).concat([[`java.lang.${box}.compare`, compare], [`java.lang.${box}.max`, largest(1)], [`java.lang.${box}.min`, largest(-1)], [`java.lang.${box}.sum`, exact((a, b) => num(dec(a!).plus(b!)))]]))),
  'java.math.BigDecimal.valueOf': realText,
  'java.math.BigInteger.valueOf': wholeText,
}) as [string, Method][])
