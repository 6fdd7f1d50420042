import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCtx } from '#platform/ctx'
import { hung, lan, town, type Town } from '../../../testing/town.ts'
import { signPdf } from '../pdf/sign.ts'
import { classicPdf } from '../testing/strangers.ts'
import { checkFile } from '../verify/check.ts'
import { remoteCredentials, remoteSigner, type RemoteService } from './client.ts'

/** The service reached as over the network, without one. */
const serviceFor = (vu: Town, token: string): RemoteService => ({
  url: 'http://town.test', token,
  fetch: (async (url: string, init: RequestInit) => {
    const answer = await vu.app.inject({ method: 'POST', url: new URL(url).pathname, headers: init.headers as Record<string, string>, payload: String(init.body) })
    return new Response(answer.body, { status: answer.statusCode, headers: { 'content-type': 'application/json' } })
  }) as unknown as typeof fetch,
})

test('Lan signs from afar: her paper stays with her, her key with the service, and her PIN lets it be used', async (t) => {
  const vu = await town(t)
  assert.equal((await vu.as(lan).api('signatures.enrol', { pin: '123456' })).status, 400)
  assert.equal((await vu.as(lan).api('signatures.enrol', { pin: '481516' })).status, 200)
  assert.equal((await vu.as(lan).api('signatures.enrol', { pin: '481517' })).body.code, 'credential-there')
  const service = serviceFor(vu, lan.id)
  const [credential] = await remoteCredentials(service)
  const { bytes } = await signPdf(classicPdf(), await remoteSigner(service, credential!, '481516'), { at: vu.time.now, name: lan.name })
  const report = await checkFile(openCtx(vu.house, lan), 'don.pdf', bytes)
  assert.deepEqual([report.verdict, report.signatures[0]!.signer?.name, report.signatures[0]!.level, report.signatures[0]!.algorithm], ['good', 'Nguyễn Thu Lan', 'B-B', 'RSA 2048 PKCS#1 v1.5 SHA-256'])
  // Her identification number is in no certificate.
  assert.doesNotMatch(bytes.toString('latin1'), new RegExp(Buffer.from(lan.nationalId!).toString('hex')))

  // Nobody else reaches her key, and what was allowed is for those hashes only.
  vu.as(hung)
  assert.deepEqual(await remoteCredentials(serviceFor(vu, hung.id)), [])
  await assert.rejects(remoteSigner(serviceFor(vu, hung.id), credential!, '481516'), { code: 'remote-signing-refused' })
  const raw = async (path: string, body: object) => { const r = await vu.app.inject({ method: 'POST', url: `/csc/v2/${path}`, headers: { authorization: `Bearer ${lan.id}` }, payload: body }); return { status: r.statusCode, body: r.json() } }
  const [one, other] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')]
  const sha256 = '2.16.840.1.101.3.4.2.1'
  const { body: { SAD } } = await raw('credentials/authorize', { credentialID: credential, numSignatures: 1, hashes: [one], hashAlgorithmOID: sha256, authData: [{ id: 'PIN', value: '481516' }] })
  const sign = (hashes: string[]) => raw('signatures/signHash', { credentialID: credential, SAD, hashes, hashAlgorithmOID: sha256, signAlgo: '1.2.840.113549.1.1.11' })
  assert.equal((await sign([one])).status, 200)
  assert.equal((await sign([other])).status, 400)
  assert.equal((await vu.app.inject({ method: 'POST', url: '/csc/v2/credentials/list', headers: { cookie: `sen=${lan.id}` }, payload: {} })).statusCode, 401)
  assert.equal((await vu.app.inject({ method: 'POST', url: '/csc/v2/info', payload: {} })).json().specs, '2.0.0.2')

  // Five wrong PINs and the key rests, also for the right one; after a while it wakes.
  for (let i = 0; i < 5; i++) await assert.rejects(remoteSigner(service, credential!, '000001').then((signer) => signer.sign(Buffer.from('x'))), (error: any) => error.fields.pin === 'pin-wrong')
  await assert.rejects((await remoteSigner(service, credential!, '481516')).sign(Buffer.from('x')) as Promise<Buffer>, { code: 'remote-signing-refused' })
  vu.time.now = new Date(vu.time.now.getTime() + 16 * 60_000)
  assert.ok(await (await remoteSigner(service, credential!, '481516')).sign(Buffer.from('x')))
})

test('on the page she signs a PDF with her PIN, takes it away, and whoever checks it is told her name and the time', async (t) => {
  const vu = await town(t)
  await vu.as(lan).press('/sign', 'enrol', { pin: '481516' })
  assert.match((await vu.as(lan).get('/sign')).body, /Ký tệp này/)
  const wrong = await vu.as(lan).api('documents.sign', { name: 'don.pdf', content: classicPdf().toString('base64'), pin: '111112' })
  assert.deepEqual([wrong.status, Object.keys(wrong.body.fields)], [400, ['pin']])
  const done = await vu.as(lan).api('documents.sign', { name: 'don.pdf', content: classicPdf().toString('base64'), pin: '481516' })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const file = await vu.app.inject({ url: `/files/${done.body.id}`, headers: { cookie: `sen=${lan.id}` } })
  const report = await checkFile(openCtx(vu.house, hung), 'don.pdf', file.rawPayload)
  assert.deepEqual([report.verdict, report.signatures[0]!.level, report.signatures[0]!.record?.kind, report.signatures[0]!.atProven], ['good', 'B-T', 'citizen', true])
  assert.equal((await vu.as(lan).api('documents.sign', { name: 'x.pdf', content: Buffer.from('x').toString('base64'), pin: '481516' })).status, 400)
})
