import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type CertificateRow, certificatesOf, findAuthority, type HashName, ids } from '#certification'
import { openCtx } from '#platform/ctx'
import type { House } from '#platform/house'
import { mustNotHurry } from '#platform/limits'
import { mustHaveProved } from '#platform/proof'
import { Refusal } from '#platform/refusal'
import { signHashes, unlock } from './credential.ts'

const hashNames: Record<string, HashName> = { [ids.sha256]: 'sha256', [ids.sha384]: 'sha384', [ids.sha512]: 'sha512' }
const lengths: Record<HashName, number> = { sha256: 32, sha384: 48, sha512: 64 }
const algorithms: Record<string, { hash?: HashName }> = { [ids.rsa]: {}, [ids.rsaSha256]: { hash: 'sha256' }, [ids.rsaSha384]: { hash: 'sha384' }, [ids.rsaSha512]: { hash: 'sha512' } }
/** How long what she allowed may be used, and how many hashes at once. */
const allowed = { seconds: 300, hashes: 20 }

/**
 * A remote-signing service after the API of the Cloud Signature Consortium (CSC v2): the sample's, against which our client is
 * tried. It is sent hashes and never papers. Authorisation is explicit: her session by bearer token, and her PIN, for these
 * very hashes (SCAL2).
 */
export function remoteSigningRoutes(app: FastifyInstance, house: House): void {
  const no = (reply: FastifyReply, error: string, why: string, status = 400): FastifyReply => reply.code(status).send({ error, error_description: why })
  const post = (path: string, run: (req: FastifyRequest, body: Record<string, any>, reply: FastifyReply) => Promise<unknown>, open = false): void => {
    app.post(`/csc/v2/${path}`, { preHandler: app.whoIs }, async (req, reply) => {
      // By bearer token only, as everywhere in the API: no other site can use her cookie here.
      if (!open && (req.actor.kind !== 'person' || !/^Bearer /i.test(req.headers.authorization ?? ''))) return no(reply, 'invalid_token', 'Sign in and send the bearer token.', 401)
      const body = req.body && typeof req.body === 'object' ? (req.body as Record<string, any>) : {}
      try {
        if (!open) mustNotHurry(house, `csc ${req.actor.id}`, { most: 120, perSeconds: 60 })
        const answer = await run(req, body, reply)
        return answer === reply ? reply : await reply.send(answer)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const pin = error.fields['pin'] === 'pin-wrong'
        return no(reply, pin ? 'invalid_pin' : error.code === 'pin-rests' || error.kind === 'prove' ? 'access_denied' : 'invalid_request', house.say('en', pin ? 'pin-wrong' : error.code, error.params), error.kind === 'too-many' ? 429 : error.kind === 'prove' ? 401 : 400)
      }
    })
  }
  const counts = (row: CertificateRow): boolean => !row.revokedAt && row.certificate.notAfter >= house.clock()
  const own = async (req: FastifyRequest, id: unknown): Promise<CertificateRow | undefined> => (await certificatesOf(house, 'citizen', req.actor.id)).find((row) => row.id === id && counts(row))
  const areHashes = (hashes: unknown): hashes is string[] => Array.isArray(hashes) && hashes.length > 0 && hashes.length <= allowed.hashes && hashes.every((one) => typeof one === 'string' && one.length <= 100)

  post('info', async () => ({
    specs: '2.0.0.2', name: 'Sen', logo: `${house.settings.publicUrl}/assets/sen-mark.svg`, region: 'VN', lang: 'vi-VN', description: 'Remote signing of the sample: keys of citizens, used with their PIN.',
    authType: ['external'], methods: ['credentials/list', 'credentials/info', 'credentials/authorize', 'signatures/signHash'], signAlgorithms: { algos: Object.keys(algorithms) },
  }), true)
  post('credentials/list', async (req) => ({ credentialIDs: (await certificatesOf(house, 'citizen', req.actor.id)).filter(counts).map((row) => row.id) }))
  post('credentials/info', async (req, { credentialID, certificates = 'single' }, reply) => {
    const row = await own(req, credentialID)
    const authority = await findAuthority(house)
    if (!row || !authority) return no(reply, 'invalid_request', 'There is no such credential.')
    const { key } = row.certificate
    const chain = [row.certificate.der, ...(certificates === 'chain' ? [authority.issuing.certificate.der] : [])]
    return {
      key: { status: 'enabled', algo: Object.keys(algorithms), len: 'kind' in key && key.kind === 'rsa' ? key.bits : 256 },
      cert: { status: 'valid', ...(certificates === 'none' ? {} : { certificates: chain.map((der) => der.toString('base64')) }) },
      auth: { mode: 'explicit', expression: 'PIN', objects: [{ type: 'Password', id: 'PIN', format: 'N', label: 'PIN' }] }, SCAL: '2', multisign: allowed.hashes,
    }
  })
  post('credentials/authorize', async (req, { credentialID, numSignatures, hashes, hashAlgorithmOID, authData }, reply) => {
    const row = await own(req, credentialID)
    if (!row) return no(reply, 'invalid_request', 'There is no such credential.')
    if (!areHashes(hashes) || hashes.length !== numSignatures) return no(reply, 'invalid_request', 'Say which hashes, and as many as numSignatures.')
    if (!hashNames[hashAlgorithmOID]) return no(reply, 'invalid_request', 'This hash is not taken.')
    const pin = Array.isArray(authData) ? authData.find((one) => one?.id === 'PIN')?.value : undefined
    if (typeof pin !== 'string' || pin.length > 20) return no(reply, 'invalid_pin', 'The PIN is missing.')
    mustHaveProved(house, req.actor)
    await unlock(openCtx(house, req.actor), req.actor.id, pin)
    return { SAD: permit(house, [req.actor.id, row.id, hashAlgorithmOID, hashes], Math.floor(Date.now() / 1000) + allowed.seconds), expiresIn: allowed.seconds }
  })
  post('signatures/signHash', async (req, { credentialID, SAD, hashes, hashAlgorithmOID, signAlgo }, reply) => {
    const row = await own(req, credentialID)
    const algorithm = algorithms[signAlgo]
    const hash = hashNames[hashAlgorithmOID]
    if (!row || !algorithm || !hash || (algorithm.hash && algorithm.hash !== hash) || !areHashes(hashes)) return no(reply, 'invalid_request', 'The credential, the hashes or the algorithm are not understood.')
    const said = Buffer.from(String(SAD ?? ''))
    const until = Number(said.toString().split('.')[0])
    const meant = Buffer.from(permit(house, [req.actor.id, row.id, hashAlgorithmOID, hashes], until))
    if (!(until > Date.now() / 1000) || meant.length !== said.length || !timingSafeEqual(meant, said)) return no(reply, 'invalid_request', 'What was allowed is over, or was for other hashes.')
    const bytes = hashes.map((one) => Buffer.from(one, 'base64'))
    if (bytes.some((one) => one.length !== lengths[hash])) return no(reply, 'invalid_request', 'A hash has the wrong length.')
    return { signatures: (await signHashes(openCtx(house, req.actor), req.actor.id, { kind: 'rsa-pkcs1', hash }, bytes)).map((one) => one.toString('base64')) }
  })
}

/** What lets these hashes be signed, and nothing else: bound to the person, the key, the hashes and a few minutes. */
const permit = (house: House, what: unknown[], until: number): string => `${until}.${createHmac('sha256', house.settings.secret).update(JSON.stringify(['csc', ...what, until])).digest('base64url')}`
