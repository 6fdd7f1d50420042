import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { inspect, labelFor, type Inspected, type UploadRules } from './inspect.ts'

const rules: UploadRules = { mostBytes: 10_000_000, leastPixels: 200, mostPixels: 4000, mostPixelsRead: 100_000_000, mostPages: 200, mostUnfolded: 64 << 20, images: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'], documents: ['application/pdf'] }
const look = (bytes: Buffer, name = 'giấy chứng sinh.pdf') => inspect(bytes, name, rules)
const faultOf = async (bytes: Buffer): Promise<string> => ((await look(bytes)) as { fault: string }).fault
const paper = (width = 600, height = 800) => sharp({ create: { width, height, channels: 3, background: '#f4efe2' } })

/** A PDF as small as it gets, with more objects, or a changed catalogue. */
const pdf = (objects = '', catalogue = '', trailer = ''): Buffer =>
  Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalogue} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n${objects}\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 4 /Root 1 0 R ${trailer} >>\nstartxref\n190\n%%EOF\n`, 'latin1')
const objectStream = (content: string, dictionary = '/Filter /FlateDecode'): string => {
  const head = '9 0 '
  const packed = deflateSync(Buffer.from(head + content, 'latin1'))
  return `8 0 obj\n<< /Type /ObjStm /N 1 /First ${head.length} ${dictionary} /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream\nendobj`
}

test('a photo is drawn anew: upright, small enough, and without the place where it was taken', async () => {
  const gps = { IFD0: { Make: 'Telephone', Model: 'of Lan' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 11/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 4/1 0/1' } }
  const photo = await paper(5000, 3000).withExif(gps).withMetadata({ orientation: 6, exif: gps } as any).jpeg().toBuffer()
  assert.ok((await sharp(photo).metadata()).exif, 'the photo carries its place')
  const kept = (await look(photo, 'IMG_2041.HEIC')) as Inspected
  assert.deepEqual({ type: kept.type, label: kept.label, width: kept.width, height: kept.height }, { type: 'image/jpeg', label: 'IMG_2041.jpg', width: 2400, height: 4000 })
  const { exif, orientation } = await sharp(kept.bytes).metadata()
  assert.equal(exif, undefined)
  assert.equal(orientation, undefined)
})

test('PNG stays PNG, WebP and AVIF become JPEG on white', async () => {
  assert.equal(((await look(await paper().png().toBuffer())) as Inspected).type, 'image/png')
  const clear = sharp({ create: { width: 300, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  const webp = (await look(await clear.webp().toBuffer())) as Inspected
  assert.equal(webp.type, 'image/jpeg')
  assert.ok((await sharp(webp.bytes).stats()).channels[0]!.mean > 250)
  assert.equal(((await look(await paper().avif().toBuffer())) as Inspected).type, 'image/jpeg')
})

test('what is no photo and no PDF is refused whatever it is called', async () => {
  assert.equal(await faultOf(Buffer.alloc(0)), 'upload-empty')
  assert.equal(await faultOf(Buffer.alloc(10_000_001, 0x20)), 'upload-too-big')
  assert.equal(await faultOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')), 'upload-kind')
  assert.equal(await faultOf(Buffer.from('MZ\x90\x00'.padEnd(500, '\0'), 'latin1')), 'upload-kind')
  assert.equal(await faultOf(Buffer.from('PK\x03\x04'.padEnd(500, '\0'), 'latin1')), 'upload-kind')
  assert.equal(await faultOf(await paper().gif().toBuffer()), 'upload-kind')
  assert.equal(await faultOf(Buffer.from('0000001c6674797068656963000000006d696631686569636d6961660000'.padEnd(400, '0'), 'hex')), 'upload-heic')
  assert.equal(await faultOf(await paper(100, 900).png().toBuffer()), 'picture-too-small')
})

test('a picture that is broken or unfolds without end is refused, not opened', async () => {
  const jpeg = await paper().jpeg().toBuffer()
  assert.equal(await faultOf(jpeg.subarray(0, jpeg.length / 2)), 'picture-broken')
  const bomb = await sharp({ create: { width: 10_100, height: 10_000, channels: 3, background: '#fff' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer()
  assert.ok(bomb.length < rules.mostBytes)
  assert.equal(await faultOf(bomb), 'picture-too-large')
})

test('an ordinary PDF is kept byte for byte, because a signature in it must stay valid', async () => {
  const bytes = pdf(objectStream('<< /Kind /Paper >>'))
  assert.deepEqual(await look(bytes, 'C:\\Users\\Lan\\Giấy chứng sinh.docx'), { bytes, type: 'application/pdf', label: 'Giấy chứng sinh.pdf', pages: 1 })
  assert.equal(((await look(pdf('', '/OpenAction [3 0 R /Fit]'))) as Inspected).pages, 1)
  assert.equal(((await look(pdf('5 0 obj\n<< /S /GoTo /D [3 0 R /Fit] >>\nendobj', '/OpenAction 5 0 R'))) as Inspected).pages, 1)
})

const dangerous: Record<string, [Buffer, string]> = {
  'a script': [pdf('5 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj'), 'pdf-active'],
  'a script under a disguised name': [pdf('5 0 obj\n<< /S /J#61vaScr#69pt >>\nendobj'), 'pdf-active'],
  'a script in a packed object': [pdf(objectStream('<< /S /JavaScript /JS (1) >>')), 'pdf-active'],
  'a program start': [pdf('5 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj'), 'pdf-active'],
  'a form of the XFA kind': [pdf('', '/AcroForm << /XFA 9 0 R >>'), 'pdf-active'],
  'an address opened by itself': [pdf('', '/OpenAction << /S /URI /URI (https://evil.example) >>'), 'pdf-active'],
  'an address opened by itself, elsewhere': [pdf('5 0 obj\n<< /S /URI /URI (https://evil.example) >>\nendobj', '/OpenAction 5 0 R'), 'pdf-active'],
  'an address opened by itself, packed': [pdf(objectStream('<< /S /URI /URI (https://evil.example) >>'), '/OpenAction 9 0 R'), 'pdf-active'],
  'an opening that is nowhere': [pdf('', '/OpenAction 77 0 R'), 'pdf-active'],
  'a file inside': [pdf('5 0 obj\n<< /Type /Filespec /EF << /F 6 0 R >> >>\nendobj'), 'pdf-carries-files'],
  'files inside by their tree': [pdf('', '/Names << /EmbeddedFiles 5 0 R >>'), 'pdf-carries-files'],
  'a lock': [pdf('', '', '/Encrypt 7 0 R'), 'pdf-locked'],
  'objects packed in an unknown way': [pdf(objectStream('<< >>', '/Filter [/ASCIIHexDecode /FlateDecode]')), 'pdf-not-readable'],
  'a kind of stream that stands elsewhere': [pdf('8 0 obj\n<< /Type 12 0 R /Length 3 >>\nstream\nabc\nendstream\nendobj'), 'pdf-not-readable'],
  'a packed object that unfolds without end': [pdf(objectStream(' '.repeat(80 << 20))), 'pdf-not-readable'],
  'an end that is cut off': [pdf().subarray(0, -20), 'pdf-broken'],
  'something before its beginning': [Buffer.concat([Buffer.from('MZ'), pdf()]), 'pdf-broken'],
  'a web page behind its end': [Buffer.concat([pdf(), Buffer.from('<script>1</script>')]), 'pdf-broken'],
  'no page': [Buffer.from(pdf().toString('latin1').replace('/Type /Page ', '/Type /Pag '), 'latin1'), 'pdf-broken'],
  'too many pages': [pdf('9 0 obj << /Type /Page >> endobj\n'.repeat(200)), 'pdf-too-many-pages'],
}
for (const [what, [bytes, fault]] of Object.entries(dangerous))
  test(`a PDF with ${what} is refused`, async () => {
    const answer = await look(bytes)
    // With something before its header the content is no longer recognised as a PDF at all.
    assert.ok('fault' in answer && [fault, 'upload-kind'].includes(answer.fault), JSON.stringify(answer).slice(0, 200))
    if (!what.startsWith('something before')) assert.equal(answer.fault, fault)
  })

test('random bytes never crash the inspection and are never taken', async () => {
  const heads = ['', '%PDF-1.7\n', '\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n', 'RIFF\x40\x00\x00\x00WEBPVP8 ', '\x00\x00\x00\x1cftypavif'].map((h) => Buffer.from(h, 'latin1'))
  await fc.assert(fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }), fc.constantFrom('', '\nstartxref\n0\n%%EOF\n'), async (head, body, tail) => {
    assert.ok('fault' in (await look(Buffer.concat([head, body, Buffer.from(tail)]))))
  }), { numRuns: 400 })
})

test('a good file with some bytes changed never crashes the inspection', async () => {
  const good = [pdf(objectStream('<< /Kind /Paper >>')), await paper(220, 220).jpeg().toBuffer(), await paper(220, 220).png().toBuffer()]
  await fc.assert(fc.asyncProperty(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }), async (bytes, changes) => {
    const broken = Buffer.from(bytes)
    for (const [at, to] of changes) broken[at % broken.length] = to
    await look(broken)
  }), { numRuns: 200 })
})

test('a PDF made to keep the reader busy is put aside at once, so that nobody else has to wait', async () => {
  const full = 9_900_000
  const busy = {
    streams: 'stream\n'.repeat(full / 7), escapes: '#41'.repeat(full / 3), calls: '/JS '.repeat(full / 4),
    openings: `${'/OpenAction 9 0 R '.repeat(20_000)}\n9 0 obj [ ${'x'.repeat(full - 400_000)}`,
  }
  for (const [what, objects] of Object.entries(busy)) {
    const began = performance.now()
    assert.match(await faultOf(pdf(objects)), /^pdf-(active|not-readable)$/, what)
    // Some 0.1 s by itself; the least of them took 2 s, the worst 37.
    assert.ok(performance.now() - began < 1500, `${what}: ${Math.round(performance.now() - began)} ms`)
  }
})

test('a name is only a label: its last part, with the ending of what it really is', () => {
  assert.equal(labelFor('../../etc/passwd', 'pdf'), 'passwd.pdf')
  assert.equal(labelFor('C:\\Users\\Lan\\giấy tờ.exe', 'jpg'), 'giấy tờ.jpg')
  assert.equal(labelFor('anh\u202egpj.exe\0\r\nX: y', 'png'), 'anhgpj.exe X y.png')
  assert.equal(labelFor('...', 'pdf'), 'tep.pdf')
  assert.equal(labelFor('', 'pdf'), 'tep.pdf')
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
    const label = labelFor(name, 'pdf')
    assert.ok(label.length <= 200 && label.endsWith('.pdf') && !/[/\\<>"\p{Cc}]/u.test(label) && !label.startsWith('.'))
  }))
})
