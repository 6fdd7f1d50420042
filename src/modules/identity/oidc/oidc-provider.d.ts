/** The part of oidc-provider that we touch; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'
  type Interaction = { uid: string; params: Record<string, unknown>; prompt: { name: string }; returnTo: string; iat: number }
  type Client = { backchannelLogoutUri?: string; backchannelLogout(account: string): Promise<void>; clientName?: string }
  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    proxy: boolean
    Client: { find(id: string): Promise<Client | undefined> }
    use(middleware: (ctx: any, next: () => Promise<void>) => Promise<void>): this
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>
    interactionResult(req: IncomingMessage, res: ServerResponse, result: Record<string, unknown>): Promise<string>
    on(event: string, listener: (...args: any[]) => void): this
  }
  export default Provider
}
