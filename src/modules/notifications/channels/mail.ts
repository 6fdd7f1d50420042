import { createTransport } from 'nodemailer'
import type { Settings } from '#platform/settings'
import { CannotSend, type Outgoing } from './outgoing.ts'

/** Sends by the mail server of the settings. The id is the mail's own, so that a mail sent twice is shown once. */
export async function sendMail(settings: Settings, { id, to, subject, text }: Outgoing): Promise<void> {
  const transport = createTransport(settings.smtpUrl!, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as object)
  try {
    await transport.sendMail({ from: settings.mailFrom, to, subject, text, messageId: `<${id}@${new URL(settings.publicUrl).hostname}>`, headers: { 'Auto-Submitted': 'auto-generated' } })
  } catch (error) {
    const { responseCode, message } = error as { responseCode?: number; message: string }
    // RFC 5321: 5yz says that trying again will not help.
    throw new CannotSend(message, responseCode !== undefined && responseCode >= 500)
  } finally {
    transport.close()
  }
}
