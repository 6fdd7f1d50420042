import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotDer } from '#platform/der'
import type { House } from '#platform/house'
import { mustNotHurry } from '#platform/limits'
import { answerOcsp, crlOf, findAuthority, openAuthority, stampToken } from './authority.ts'
import { pem } from './domain/certificate.ts'
import { ocspRefusal, readOcspQuestion } from './domain/revocation.ts'
import { aroundStamp, readStampQuestion, stampRefusal } from './domain/signed-message.ts'
import { certificationRules } from './profiles.ts'

/** A question is some hundred bytes; more is no question. */
const mostBytes = 20_000
const often = { most: 1200, perSeconds: 60 }

/** What other people's programs ask of a certification service: certificates, lists, OCSP (RFC 6960) and time stamps (RFC 3161). */
export function certificationRoutes(app: FastifyInstance, house: House): void {
  for (const type of ['application/ocsp-request', 'application/timestamp-query'])
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: mostBytes }, (_req, body, done) => done(null, body))

  const file = (reply: FastifyReply, type: string, body: Buffer | string, seconds = 300): FastifyReply => reply.type(type).header('cache-control', `public, max-age=${seconds}`).send(body)
  const stands = async (reply: FastifyReply): Promise<boolean> => {
    if (await findAuthority(house)) return true
    void reply.code(404).type('text/plain').send('No certification service was founded here.')
    return false
  }

  for (const part of ['root', 'issuing'] as const) {
    app.get(`/pki/${part}.cer`, async (_req, reply) => ((await stands(reply)) ? file(reply, 'application/pkix-cert', (await openAuthority(house))[part].certificate.der, 3600) : reply))
    app.get(`/pki/${part}.pem`, async (_req, reply) => ((await stands(reply)) ? file(reply, 'application/x-pem-file', pem((await openAuthority(house))[part].certificate.der), 3600) : reply))
    app.get(`/pki/${part}.crl`, async (_req, reply) => ((await stands(reply)) ? file(reply, 'application/pkix-crl', await crlOf(house, part), 60) : reply))
  }

  const ocsp = async (req: FastifyRequest, reply: FastifyReply, question: Buffer): Promise<FastifyReply> => {
    mustNotHurry(house, `ocsp ${req.ip}`, often)
    if (!(await stands(reply))) return reply
    reply.type('application/ocsp-response')
    try {
      const { asked, nonce } = readOcspQuestion(question)
      return await reply.send(asked.length ? await answerOcsp(house, asked, nonce) : ocspRefusal(1))
    } catch (error) {
      if (error instanceof NotDer) return reply.send(ocspRefusal(1))
      throw error
    }
  }
  app.post('/pki/ocsp', async (req, reply) => ocsp(req, reply, Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)))
  app.get('/pki/ocsp/*', async (req, reply) => ocsp(req, reply, Buffer.from(decodeURIComponent((req.params as { '*': string })['*']), 'base64')))

  app.post('/pki/tsa', async (req, reply) => {
    mustNotHurry(house, `tsa ${req.ip}`, often)
    if (!(await stands(reply))) return reply
    reply.type('application/timestamp-reply')
    try {
      const question = readStampQuestion(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0))
      const rules = house.take(certificationRules)
      if (question.policy && question.policy !== rules.policies.timeStamps) return await reply.send(stampRefusal(15))
      return await reply.send(aroundStamp(await stampToken(await openAuthority(house), rules, question, house.clock())))
    } catch (error) {
      if (error instanceof NotDer) return reply.send(stampRefusal(/hash/.test(error.message) ? 0 : 5))
      throw error
    }
  })
}
