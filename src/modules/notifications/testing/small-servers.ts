import http from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** A mail server as small as RFC 5321 lets it be. `answer` speaks to RCPT TO: "250 ok", "450 later", "550 no such person". */
export async function mailServer(t: TestContext, answer: (to: string) => string = () => '250 ok'): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = []
  const server = net.createServer((socket) => {
    let rest = ''
    let data: string[] | undefined
    socket.on('error', () => {})
    socket.write('220 small\r\n')
    socket.on('data', (bytes) => {
      rest += bytes.toString('utf8')
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (data) {
          if (line === '.') { mails.push(data.join('\n')); data = undefined; socket.write('250 taken\r\n') } else data.push(line.replace(/^\.\./, '.'))
        } else if (/^DATA/i.test(line)) { data = []; socket.write('354 go on\r\n') }
        else if (/^RCPT TO:/i.test(line)) socket.write(`${answer(line)}\r\n`)
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else socket.write('250 ok\r\n')
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails }
}

/** A gateway for text messages; `answer` is its status. */
export async function smsGateway(t: TestContext, answer: () => number = () => 202): Promise<{ url: string; taken: { key: string; token: string; body: any }[] }> {
  const taken: { key: string; token: string; body: any }[] = []
  const server = http.createServer(async (req, res) => {
    const status = answer()
    let text = ''
    for await (const part of req) text += part
    if (status < 300) taken.push({ key: String(req.headers['idempotency-key']), token: String(req.headers.authorization), body: JSON.parse(text) })
    res.writeHead(status).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, taken }
}

/** What a mail says, whatever it was packed in. */
export const readMail = (mail: string): { subject: string; text: string; id: string } => {
  const [head = '', ...body] = mail.split(/\n\n/)
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\\n[ \\t].*)*)`, 'mi').exec(head)?.[1] ?? ''
  const packed = body.join('\n\n')
  const coding = header('Content-Transfer-Encoding').toLowerCase()
  const text = coding === 'base64' ? Buffer.from(packed, 'base64').toString('utf8')
    : coding === 'quoted-printable' ? Buffer.from(packed.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8') : packed
  const subject = header('Subject').replace(/\n\s+/g, ' ').replace(/\?= =\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how, word) =>
    (how.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : Buffer.from(word.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/g, (__: string, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1')).toString('utf8'))
  return { subject, text, id: header('Message-ID') }
}
