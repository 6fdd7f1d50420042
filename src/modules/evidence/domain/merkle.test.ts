import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { consistencyRanges, emptyRoot, type Hash, hashOf, inclusionRanges, isConsistent, leafHash, nodeHash, type Range, rootByInclusion } from './merkle.ts'
import { edgeOf, grow, hashFrom, nameOf, pathOf, readPath, tilesFor, width } from './tiles.ts'

// The test vectors of Certificate Transparency, which everybody who builds RFC 6962 or 9162 is measured by.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((h) => Buffer.from(h, 'hex'))
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const paths: { leaf: number; size: number; path: string[] }[] = [
  { leaf: 0, size: 1, path: [] },
  { leaf: 0, size: 8, path: ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'] },
  { leaf: 5, size: 8, path: ['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'] },
  { leaf: 2, size: 3, path: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  { leaf: 1, size: 5, path: ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'] },
]
const proofs: { first: number; second: number; proof: string[] }[] = [
  { first: 1, second: 1, proof: [] },
  { first: 1, second: 8, proof: ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'] },
  { first: 6, second: 8, proof: ['0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'] },
  { first: 2, second: 5, proof: ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'] },
]
const hex = (hash: Hash): string => hash.toString('hex')
const bytes = (words: string[]): Hash[] => words.map((w) => Buffer.from(w, 'hex'))

/** The recursion of the RFC, word for word, to hold ours against. */
const plain = (hashes: readonly Hash[]): Hash => {
  if (!hashes.length) return emptyRoot
  if (hashes.length === 1) return hashes[0]!
  let k = 1
  while (k * 2 < hashes.length) k *= 2
  return nodeHash(plain(hashes.slice(0, k)), plain(hashes.slice(k)))
}
const over = (hashes: readonly Hash[]) => (range: Range): Hash => hashOf(range, (height, index) => plain(hashes.slice(index * 2 ** height, (index + 1) * 2 ** height)))

test('roots, paths and proofs are those of the published vectors', () => {
  const hashes = leaves.map(leafHash)
  const hash = over(hashes)
  assert.equal(hex(hash([0, 0])), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  roots.forEach((root, i) => assert.equal(hex(hash([0, i + 1])), root, `root of ${i + 1}`))
  for (const { leaf, size, path } of paths) {
    assert.deepEqual(inclusionRanges(leaf, size).map(hash).map(hex), path, `leaf ${leaf} of ${size}`)
    assert.equal(hex(rootByInclusion(hashes[leaf]!, leaf, size, bytes(path))!), roots[size - 1])
  }
  for (const { first, second, proof } of proofs) {
    assert.deepEqual(consistencyRanges(first, second).map(hash).map(hex), proof, `${first} to ${second}`)
    assert.ok(isConsistent(first, Buffer.from(roots[first - 1]!, 'hex'), second, Buffer.from(roots[second - 1]!, 'hex'), bytes(proof)))
  }
})

const someLeaves = (most: number) => fc.integer({ min: 1, max: most }).map((n) => Array.from({ length: n }, (_, i) => leafHash(Buffer.from(`leaf ${i}`))))

test('every leaf of every tree is proved, and no other leaf, place or size is', () => {
  fc.assert(fc.property(someLeaves(70), fc.nat(), fc.nat(), (hashes, a, b) => {
    const hash = over(hashes)
    const leaf = a % hashes.length
    const path = inclusionRanges(leaf, hashes.length).map(hash)
    const root = plain(hashes)
    assert.deepEqual(rootByInclusion(hashes[leaf]!, leaf, hashes.length, path), root)
    const other = b % hashes.length
    if (other !== leaf) {
      assert.notDeepEqual(rootByInclusion(hashes[other]!, leaf, hashes.length, path), root)
      assert.notDeepEqual(rootByInclusion(hashes[leaf]!, other, hashes.length, path), root)
    }
    if (path.length) {
      assert.notDeepEqual(rootByInclusion(hashes[leaf]!, leaf, hashes.length, path.slice(1)), root)
      assert.notDeepEqual(rootByInclusion(hashes[leaf]!, leaf, hashes.length, path.with(b % path.length, leafHash(Buffer.from('x')))), root)
    }
    assert.equal(rootByInclusion(hashes[leaf]!, leaf, hashes.length, [...path, root]), undefined)
  }))
})

test('a tree that grew is consistent with what it was, one whose past was changed is not', () => {
  fc.assert(fc.property(someLeaves(70), fc.nat(), fc.nat(), (hashes, a, b) => {
    const first = 1 + (a % hashes.length)
    const proof = consistencyRanges(first, hashes.length).map(over(hashes))
    const before = plain(hashes.slice(0, first))
    assert.ok(isConsistent(first, before, hashes.length, plain(hashes), proof))
    const changed = hashes.with(b % first, leafHash(Buffer.from('another past')))
    assert.ok(!isConsistent(first, before, hashes.length, plain(changed), consistencyRanges(first, hashes.length).map(over(changed))))
    if (first < hashes.length) assert.ok(!isConsistent(first, before, hashes.length, plain(hashes), proof.slice(1)))
    assert.ok(!isConsistent(first, before, hashes.length, plain(hashes), [...proof, before]))
  }))
})

test('tiles give the same hashes as the recursion, in whatever portions the tree grew', () => {
  const many = Array.from({ length: width * 3 + 40 }, (_, i) => leafHash(Buffer.from(String(i))))
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (portions, a, b) => {
    const tiles = new Map<string, Hash[]>()
    let size = 0
    for (const portion of portions) {
      const some = many.slice(size, size + portion)
      const edge = new Map(edgeOf(size).map((name) => [nameOf(name), tiles.get(nameOf(name))!]))
      for (const tile of grow(size, edge, some)) tiles.set(nameOf(tile), tile.hashes)
      size += some.length
    }
    const hashes = many.slice(0, size)
    assert.deepEqual(hashFrom(tiles, [0, size]), plain(hashes))
    const leaf = a % size
    for (const range of inclusionRanges(leaf, size)) assert.deepEqual(hashFrom(tiles, range), plain(hashes.slice(...range)))
    const first = 1 + (b % size)
    const ranges = consistencyRanges(first, size)
    for (const range of ranges) assert.deepEqual(hashFrom(tiles, range), plain(hashes.slice(...range)))
    // An old root is found in the tiles of today.
    assert.deepEqual(hashFrom(tiles, [0, first]), plain(hashes.slice(0, first)))
    assert.ok(tilesFor(ranges).every((name) => tiles.has(nameOf(name))))
  }), { numRuns: 40 })
})

test('a tile has the address that C2SP tlog-tiles gives it', () => {
  assert.equal(pathOf({ level: 0, n: 1_234_067 }), '0/x001/x234/067')
  assert.equal(pathOf({ level: 1, n: 0 }, 17), '1/000.p/17')
  fc.assert(fc.property(fc.nat(5), fc.nat(2 ** 31 - 1), fc.integer({ min: 1, max: 256 }), (level, n, filled) => assert.deepEqual(readPath(pathOf({ level, n }, filled)), { level, n, filled })))
  for (const wrong of ['', '0', '0/1', '0/0001', '0/000.p/0', '0/000.p/257', '../000', '0/x001', 'entries/000']) assert.equal(readPath(wrong), undefined, wrong)
})
