/** What leaves the house. `text` is whole: what is said, and where to go. */
export type Outgoing = { id: string; to: string; subject: string; text: string }

/** It did not leave. `forGood`: whoever was asked says that trying again will not help. */
export class CannotSend extends Error {
  readonly forGood: boolean
  constructor(message: string, forGood: boolean) {
    super(message)
    this.forGood = forGood
  }
}
