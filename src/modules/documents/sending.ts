import type { FastifyReply } from 'fastify'
import type { House } from '#platform/house'

export type SendHow = { as?: 'attachment' | 'inline' }

/**
 * Hands out a stored file. Whoever calls has asked whether it may be seen. Never kept by anything between, never guessed
 * at by the browser, and shut off from the site: a file shown by us can run nothing and reach nothing.
 */
export async function sendFile(house: Pick<House, 'files'>, reply: FastifyReply, file: { hash: string; size: number; type: string; label: string }, how: SendHow = {}): Promise<FastifyReply> {
  const bytes = await house.files.get(file.hash)
  return head(reply, file.label, file.type, how).header('content-length', file.size).send(bytes)
}

/** Hands out a letter printed just now. */
export const sendPdf = (reply: FastifyReply, label: string, pdf: Buffer, how: SendHow = {}): FastifyReply => head(reply, label, 'application/pdf', how).send(pdf)

const head = (reply: FastifyReply, label: string, type: string, { as = 'attachment' }: SendHow): FastifyReply =>
  reply.headers({
    'content-type': type,
    'content-disposition': `${as}; filename="${plain(label)}"; filename*=UTF-8''${encodeURIComponent(label).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    // The PDF reader of a browser does not start in a sandbox; what it is shown was looked through when it came in.
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; ${as === 'inline' && type === 'application/pdf' ? `object-src 'self'` : 'sandbox'}`,
    'cross-origin-resource-policy': 'same-origin',
  })

/** For old programs that read only ASCII: without tones, đ as d. */
const plain = (label: string): string => label.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, (d) => (d === 'đ' ? 'd' : 'D')).replace(/[^\x20-\x7e]|["\\]/g, '_')
