import { hash } from 'node:crypto'

/** 32 bytes of SHA-256. */
export type Hash = Buffer

const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer')
// One node at a time, and a billion of them in the life of a province: not a new piece of memory for each.
const pair = Buffer.alloc(65, 1)

/** RFC 9162, 2.1.1: a leaf begins with 0 and a node with 1, so that nobody can pass one off as the other. */
export const leafHash = (bytes: Uint8Array): Hash => sha256(Buffer.concat([Buffer.of(0), bytes]))
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, 1)
  pair.set(right, 33)
  return sha256(pair)
}
export const emptyRoot: Hash = sha256(Buffer.alloc(0))

/** Leaves from `from` up to, not with, `to`. */
export type Range = readonly [from: number, to: number]

/** The largest power of two that is smaller than `n`. Counts may be larger than 32 bits: no shifts. */
const halfOf = (n: number): number => {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The perfect subtrees that a range of the recursion falls into: height and index at that height, left to right. */
export function nodesOf([from, to]: Range): { height: number; index: number }[] {
  const nodes: { height: number; index: number }[] = []
  for (let at = from; at < to; ) {
    let height = 0
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height++
    nodes.push({ height, index: at / 2 ** height })
    at += 2 ** height
  }
  return nodes
}

/** The hash of a range, RFC 9162, 2.1.1; `node` knows the hashes of perfect subtrees. */
export function hashOf(range: Range, node: (height: number, index: number) => Hash): Hash {
  if (range[0] === range[1]) return emptyRoot
  // The left subtrees of the recursion are perfect and shrink to the right: joined from the right they are the recursion.
  return nodesOf(range).map(({ height, index }) => node(height, index)).reduceRight((right, left) => nodeHash(left, right))
}

/** RFC 9162, 2.1.3.1: the ranges whose hashes prove that leaf number `leaf` is in a tree of `size`; nearest first. */
export function inclusionRanges(leaf: number, size: number): Range[] {
  if (!(leaf >= 0 && leaf < size)) throw new RangeError(`no leaf ${leaf} in a tree of ${size}`)
  const path = (from: number, to: number): Range[] => {
    if (to - from === 1) return []
    const middle = from + halfOf(to - from)
    return leaf < middle ? [...path(from, middle), [middle, to]] : [...path(middle, to), [from, middle]]
  }
  return path(0, size)
}

/** RFC 9162, 2.1.4.1: the ranges whose hashes prove that a tree of `second` begins with the tree of `first`. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!(first >= 1 && first <= second)) throw new RangeError(`no way from ${first} to ${second}`)
  const proof = (from: number, to: number, whole: boolean): Range[] => {
    if (first === to) return whole ? [] : [[from, to]]
    const middle = from + halfOf(to - from)
    return first <= middle ? [...proof(from, middle, whole), [middle, to]] : [...proof(middle, to, false), [from, middle]]
  }
  return proof(0, second, true)
}

/** RFC 9162, 2.1.3.2: the root that a path leads to, or undefined when it has not the length it must have. */
export function rootByInclusion(leaf: Hash, index: number, size: number, path: readonly Hash[]): Hash | undefined {
  if (!(index >= 0 && index < size)) return undefined
  let fn = index
  let sn = size - 1
  let root = leaf
  for (const one of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(one, root)
      while (fn % 2 === 0 && fn !== 0) { fn /= 2; sn = Math.floor(sn / 2) }
    } else root = nodeHash(root, one)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? root : undefined
}

/** RFC 9162, 2.1.4.2: does the tree of `second` with `secondRoot` begin with the tree of `first` with `firstRoot`? */
export function isConsistent(first: number, firstRoot: Hash, second: number, secondRoot: Hash, proof: readonly Hash[]): boolean {
  if (first < 0 || first > second) return false
  if (first === second) return !proof.length && firstRoot.equals(secondRoot)
  if (first === 0) return !proof.length && firstRoot.equals(emptyRoot)
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof]
  const [start, ...rest] = path
  if (!start) return false
  let fn = first - 1
  let sn = second - 1
  while (fn % 2 === 1) { fn = Math.floor(fn / 2); sn = Math.floor(sn / 2) }
  let fr = start
  let sr = start
  for (const one of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(one, fr)
      sr = nodeHash(one, sr)
      while (fn % 2 === 0 && fn !== 0) { fn /= 2; sn = Math.floor(sn / 2) }
    } else sr = nodeHash(sr, one)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot)
}
