import { askedCode, type CaseEvent, type CaseFile, caseStream, decideFiling, decidersHear, forwarding, lastApology, lastAsking, lateTasks, limitsOn, marked, mustTake, mustTakeTask, nameCase, namesOfTask, nextTaskDue, paid, type Paper, promise, reminder, restarted, resultOf, states, type Step, timersOf, valuesFromCase, waitFor, whatFollows } from '#cases'
import { documentStream, fileStream, labelFor, newCheckCode, type StoredFile } from '#documents'
import { type Charge, chargeFor, chargeId, chargeStream, collectCash, collecting, endCharge, linesAskedBy, newReference, takePayment } from '#payments'
import { type Actor, system } from '#platform/actor'
import type { Ctx } from '#platform/ctx'
import { day } from '#platform/clock'
import type { NewEvent, Pending, RowWrite, Stream } from '#platform/events'
import type { House } from '#platform/house'
import { Refusal } from '#platform/refusal'
import { asActor } from '../roster.ts'
import type { Deed, Filing } from './deeds.ts'
import type { Numbers } from './numbers.ts'

/** What stands in for papers that nobody printed or photographed: a file in the store, the same for many. */
export type Specimens = { upload(label: string): StoredFile; result(procedure: string, outcome: 'grant' | 'decline'): Pick<StoredFile, 'hash' | 'size' | 'type'> }
export type Telling = { house: House; numbers: Pick<Numbers, 'take'>; specimens: Specimens; newId(): string }

/**
 * The life of one case, told in memory: the same decisions by the same rules as the real actions and reactions take, but
 * nothing is asked of the database and nobody is told. What it comes to is handed out by `pending`.
 * Not told are the notes of who read what, and messages: those are about people who looked, and nobody did.
 */
export class Tale {
  file!: CaseFile
  private readonly telling: Telling
  private readonly events: Pending['events'] = []
  private readonly rows: RowWrite[] = []
  private version = 0
  private readonly charges = new Map<number, { state: Charge; version: number; paidBy?: RowWrite }>()
  /** Until when everything that happens by itself has been told. */
  private told = new Date(0)

  private constructor(telling: Telling) {
    this.telling = telling
  }

  static async begin(telling: Telling, filing: Filing, id: string): Promise<Tale> {
    const tale = new Tale(telling)
    await tale.fileIt(filing, id)
    return tale
  }

  /** Everything of this life, to be written at once. */
  pending(): Pick<Pending, 'events' | 'rows' | 'jobs'> {
    return {
      jobs: timersOf(this.file.id, undefined, this.file),
      events: this.events,
      rows: [...this.rows, ...caseStream.rows(this.file), ...[...this.charges.values()].flatMap(({ state, paidBy }) => [...chargeStream.rows(state), ...(paidBy ? [paidBy] : [])])],
    }
  }

  /** What may happen next by itself, at the earliest moment from `from` on: the rounds of the cases room. */
  nextByItself(from = this.told): { at: Date; does: () => void } | undefined {
    const { file } = this
    const later = (at: Date) => (at > from ? at : from)
    const next: { at: Date; does: () => void }[] = []
    if (file.state === 'accepted') next.push({ at: later(file.forwardAt!), does: () => this.put(system, 'forward', { type: 'cases.forwarded', data: { to: file.competentUnit } }) })
    if (file.state === 'papers-asked' && file.request?.until) {
      const { until, remindAt, endsAt } = file.request
      if (endsAt) next.push({ at: later(endsAt), does: () => this.put(system, 'lapse', { type: 'cases.lapsed', data: { until } }) })
      else if (remindAt) next.push({ at: later(remindAt), does: () => this.put(system, 'remind', reminder(this.ctx(this.told), this.file)) })
    }
    if (file.dueAt && (file.state === 'accepted' || file.state === 'in-process' || file.state === 'for-decision')) {
      if (!file.apologyPreparedAt && file.extensions < limitsOn(this.ctx(from)).reappointments) {
        const by = lastApology(this.ctx(from), file.dueAt, file.competentUnit)
        if (file.acceptedAt! < by) next.push({ at: later(by), does: () => this.put(system, 'prepare-apology', { type: 'cases.apology-prepared', data: { dueOn: file.dueOn! } }) })
      }
      if (file.overdueLevel < 2) {
        const higherUp = decidersHear(this.ctx(from), file.dueAt, file.competentUnit)
        const at = later(new Date((file.overdueLevel === 0 ? file.dueAt : higherUp).getTime() + 1))
        const level = at > higherUp ? 2 : 1
        next.push({ at, does: () => this.put(system, 'escalate', { type: 'cases.overdue', data: { dueOn: file.dueOn!, level } }) })
      }
    }
    const taskDue = nextTaskDue(file)
    if (taskDue) next.push({ at: later(new Date(taskDue.getTime() + 1)), does: () => this.put(system, 'note-late-task', ...lateTasks({ ...this.ctx(this.told) }, this.file)) })
    for (const ring of states[file.state].clock === 'running' ? (file.flow?.rings ?? []) : [])
      next.unshift({ at: later(new Date(ring.due)), does: () => this.put(system, 'ring', { type: 'cases.timer-rang', data: { timer: ring.timer, element: ring.node, names: namesOfTask(this.ctx(this.told), this.file, ring.node) } }) })
    return next.sort((a, b) => a.at.getTime() - b.at.getTime())[0]
  }

  /** Lets time go by up to `until`: what happens by itself, happens. */
  pass(until: Date): void {
    for (;;) {
      const next = this.nextByItself()
      if (!next || next.at > until) break
      this.told = next.at
      next.does()
    }
    if (until > this.told) this.told = until
  }

  async do(deed: Deed): Promise<void> {
    this.pass(deed.at)
    const { file } = this
    const actor: Actor = 'by' in deed && deed.by ? asActor(this.telling.house, deed.by) : { id: file.applicant.id, kind: 'person', name: file.applicant.name, powers: [] }
    const ctx = this.ctx(deed.at)
    const year = `${day(deed.at).slice(0, 4)}-01-01`
    const unit = file.competentUnit
    switch (deed.do) {
      case 'accept': {
        if (this.feesAreDue()) throw new Refusal('conflict', 'fee-not-paid-yet')
        const start = new Date(Math.max(deed.at.getTime(), new Date(file.countsFrom).getTime()))
        const received = file.channel === 2 ? new Date(file.countsFrom) : deed.at
        const { forwardAt, today } = forwarding(ctx, start, unit)
        return this.put(actor, 'accept', { type: 'cases.accepted', data: { receivedAt: received.toISOString(), ...promise(ctx, start, file.time, unit), forwardAt } },
          ...(today && start <= deed.at ? [{ type: 'cases.forwarded' as const, data: { to: unit } }] : []))
      }
      case 'refuse':
        this.put(actor, 'refuse', { type: 'cases.refused', data: { reason: deed.reason, number: await this.telling.numbers.take(`form-03 ${file.receivingUnit}`, year) } })
        return this.endCharges('case-refused')
      case 'ask-papers':
        if (file.receivedAt && deed.at > lastAsking(ctx, file.receivedAt, unit)) throw new Refusal('conflict', 'too-late-to-ask-for-papers')
        return this.put(actor, 'ask-papers', { type: 'cases.papers-asked', data: { items: deed.items, reason: deed.reason, ...waitFor(ctx, file), number: await this.telling.numbers.take(`form-02 ${file.receivingUnit}`, year) } })
      case 'supply-papers': {
        const upload = deed.file === undefined ? undefined : this.telling.specimens.upload(deed.file)
        const papers = upload ? [{ component: 'supplement', file: upload.id, label: upload.label, kind: 'upload' as const, digitised: true }] : []
        this.usePapers(papers, deed.at)
        return this.put(actor, 'supply-papers', { type: 'cases.papers-supplied', data: { papers, ...(deed.answer ? { answer: deed.answer } : {}), ...restarted(ctx, file) } })
      }
      case 'assign': {
        const to = asActor(this.telling.house, deed.to)
        return this.put(actor, 'assign', { type: 'cases.assigned', data: { to: { id: to.id, name: to.name } } })
      }
      case 'ask-fee':
        return this.put(actor, 'ask-fee', { type: 'cases.fee-asked', data: { fee: { code: askedCode(this.version + 1), amount: deed.amount, at: 'asked', names: { vi: deed.reason, en: deed.reason } }, reason: deed.reason } })
      case 'pay':
        return this.pay(actor, deed)
      case 'draft':
        return this.put(actor, 'draft',
          ...(file.handler ? [] : [{ type: 'cases.assigned' as const, data: { to: { id: actor.id, name: actor.name } } }]),
          { type: 'cases.drafted', data: { outcome: deed.outcome, values: deed.outcome === 'grant' ? valuesFromCase(ctx, file) : {}, ...(deed.reason ? { reason: deed.reason } : {}) } })
      case 'send-back':
      {
        const task = mustTakeTask(actor, file, 'send-back', limitsOn(ctx)).task
        return this.put(actor, 'send-back', { type: 'cases.sent-back', data: { remark: deed.remark, task: task.node, to: task.backTo![0]! } })
      }
      case 'approve': {
        const number = await this.telling.numbers.take(`${file.procedure.code} ${unit}`, year)
        const { outcome, reason } = file.draft!
        this.put(actor, 'approve', { type: 'cases.approved', data: { outcome, number: `${number}/${year.slice(0, 4)}`, signer: { name: actor.name, position: actor.position ?? '' }, ...(reason ? { reason } : {}) } })
        return this.issue(deed.at)
      }
      case 'do-task': {
        const { task } = mustTakeTask(actor, file, 'do-task', limitsOn(ctx), deed.task)
        return this.put(actor, 'do-task', { type: 'cases.task-done', data: { task: task.node, names: namesOfTask(ctx, file, task.node), ...(deed.note ? { note: deed.note } : {}) } })
      }
      case 'consult':
        return this.put(actor, 'consult', { type: 'cases.consulted', data: { units: deed.units, ...(deed.question ? { question: deed.question } : {}) } })
      case 'give-opinion': {
        const { task } = mustTakeTask(actor, file, 'give-opinion', limitsOn(ctx))
        return this.put(actor, 'give-opinion', { type: 'cases.opinion-given', data: { unit: task.unit, agrees: deed.agrees, words: deed.words ?? '' } })
      }
      case 'return':
        return this.put(actor, 'return', { type: 'cases.returned', data: { how: deed.how ?? 'desk', ...(deed.to ? { to: deed.to } : {}) } })
      case 'extend': {
        const due = promise(ctx, new Date(Math.max(deed.at.getTime(), file.dueAt!.getTime())), { amount: deed.workingDays, unit: 'working-day' }, unit)
        return this.put(actor, 'extend', { type: 'cases.extended', data: { reason: deed.reason, fromDueOn: file.dueOn!, ...due, number: await this.telling.numbers.take(`form-04 ${file.receivingUnit}`, year) } })
      }
      case 'withdraw':
        this.put(actor, 'withdraw', { type: 'cases.withdrawn', data: { reason: deed.reason } })
        return this.endCharges('case-withdrawn')
      case 'rate':
        return this.put(actor, 'rate', { type: 'cases.rated', data: { stars: deed.stars, ...(deed.words ? { words: deed.words } : {}) } })
    }
  }

  feesAreDue(): boolean {
    return this.file.fees.filter((f) => f.at !== 'return').reduce((sum, f) => sum + f.amount, 0) > this.file.paid
  }
  /** A charge stands open: of filing, of returning, or asked for in between. */
  owes(): boolean {
    return [...this.charges.values()].some(({ state }) => !state.ended && state.received < state.amount)
  }

  private ctx(now: Date): Pick<Ctx, 'take' | 'now' | 'lang' | 'house'> {
    return { house: this.telling.house, take: this.telling.house.take, lang: 'vi', now }
  }

  private async fileIt(filing: Filing, id: string): Promise<void> {
    const ctx = this.ctx(filing.at)
    const uploads = new Map(filing.papers.flatMap(({ file }) => (file === undefined ? [] : [[file, this.telling.specimens.upload(file)] as const])))
    const decided = decideFiling(ctx, {
      procedure: filing.procedure, answers: filing.answers, from: filing.from, competentUnit: filing.competentUnit, ...(filing.delivery ? { delivery: filing.delivery } : {}),
      papers: filing.papers.map(({ component, file }) => (file === undefined ? { component, paper: true } : { component, upload: file })),
    }, { applicant: filing.applicant, channel: filing.channel, ...(filing.receivingUnit ? { receivingUnit: filing.receivingUnit } : {}) }, { held: [], uploads })
    const filed = nameCase(ctx, decided, { id, number: await this.telling.numbers.take(decided.receivingUnit, day(filing.at)) })
    this.told = filing.at
    this.usePapers(filed.papers, filing.at, id)
    if (filing.channel === 2) return this.write({ id: filed.applicant.id, name: filed.applicant.name }, id, filing.at, [{ type: 'cases.submitted', data: filed }])
    const { forwardAt, today } = forwarding(ctx, filing.at, filed.competentUnit)
    this.write(asActor(this.telling.house, filing.by!), id, filing.at, [
      { type: 'cases.registered', data: { ...filed, ...promise(ctx, filing.at, filed.time, filed.competentUnit), forwardAt } },
      ...(today ? [{ type: 'cases.forwarded' as const, data: { to: filed.competentUnit } }] : []),
    ])
  }

  private put(actor: Actor, step: Step, ...events: CaseEvent[]): void {
    mustTake(actor, this.file, step, limitsOn(this.ctx(this.told)))
    this.write(actor, this.file.id, this.told, events)
  }

  private write(actor: Pick<Actor, 'id' | 'name'>, id: string, at: Date, events: CaseEvent[]): void {
    const whole: CaseEvent[] = []
    for (let [i, file] = [0, this.file as CaseFile | undefined]; i < events.length; i++) {
      const event = marked(this.ctx(at), file, events[i]!, at)
      whole.push(event)
      file = caseStream.evolve(file, { ...event, at, actor: actor.id, actorName: actor.name })
    }
    this.events.push(group(caseStream, id, this.version, whole, actor, at))
    for (const event of whole) {
      this.file = caseStream.evolve(this.file, { ...event, at, actor: actor.id, actorName: actor.name })
      this.version++
      const lines = linesAskedBy({ type: event.type, data: event.data } as never, this.file as never)
      if (!lines.length) continue
      const name = chargeId(id, this.version)
      this.charge(this.version, system, at, [{ type: 'payments.charged', data: chargeFor(this.file as never, this.version, lines, name, newReference()) }])
    }
  }

  private charge(n: number, actor: Pick<Actor, 'id' | 'name'>, at: Date, events: NewEvent[], paidBy?: RowWrite): void {
    if (!events.length) return
    const before = this.charges.get(n)
    this.events.push(group(chargeStream, chargeId(this.file.id, n), before?.version ?? 0, events, actor, at))
    const state = events.reduce<Charge | undefined>((s, event) => chargeStream.evolve(s, { ...event, at, actor: actor.id, actorName: actor.name } as never), before?.state)!
    this.charges.set(n, { state, version: (before?.version ?? 0) + events.length, ...(paidBy ?? before?.paidBy ? { paidBy: (paidBy ?? before?.paidBy)! } : {}) })
  }

  /** What is due is paid, and the case goes on with it as it does when the bank tells. */
  private pay(actor: Actor, { at, by }: Deed & { do: 'pay' }): void {
    for (const [n, { state }] of this.charges) {
      const rest = state.ended ? 0 : state.amount - state.received
      if (rest <= 0) continue
      const notice = this.telling.newId()
      const events = by ? collectCash(state, { id: `cash:${notice}`, at: at.toISOString(), by: actor.name }) : takePayment(state, { id: `sample-bank:${notice}`, amount: rest, online: true, at: at.toISOString() })
      const heard: RowWrite | undefined = by ? undefined : {
        table: 'payment_notices',
        row: { provider: 'sample-bank', id: notice, charge: state.id, account: accountOf(this.telling.house), amount: rest, currency: 'VND', content: state.reference, paid_at: at, outcome: 'paid', times: 1, first_at: at, last_at: at },
      }
      this.charge(n, by ? actor : system, at, events, heard)
      this.put(system, 'note-payment', paid(this.ctx(at), this.file, n, { amount: state.amount, online: !by }))
      this.issue(at)
    }
  }

  private endCharges(reason: 'case-withdrawn' | 'case-refused'): void {
    for (const [n, { state }] of this.charges) this.charge(n, system, this.told, endCharge(state, reason))
  }

  private issue(at: Date): void {
    const { file } = this
    const follows = whatFollows(this.ctx(at), file)
    if (follows.result) this.print(at)
    if (follows.handOver) this.write(system, file.id, at, [{ type: 'cases.returned', data: { how: 'online' } }])
  }

  private print(at: Date): void {
    const { file } = this
    const { letter, ...issue } = resultOf(this.ctx(at), file)
    const checkCode = newCheckCode()
    const stored: StoredFile = { id: this.telling.newId(), ...this.telling.specimens.result(file.procedure.code, file.decision!.outcome), label: labelFor(`${issue.title.vi} ${issue.subject ?? ''} ${issue.number.replaceAll('/', '-')}`, 'pdf'), owner: issue.owner.id }
    this.tell(fileStream, stored.id, at, { type: 'documents.printed', data: stored })
    this.tell(documentStream, issue.id, at, { type: 'documents.issued', data: { ...issue, data: issue.data ?? {}, file: stored.id, checkCode } })
    this.write(system, file.id, at, [{ type: 'cases.result-issued', data: { document: issue.id, file: stored.id, checkCode } }])
  }

  private tell<S, E extends NewEvent>(stream: Stream<S, E>, id: string, at: Date, event: E): void {
    this.events.push(group(stream, id, 0, [event], system, at))
    this.rows.push(...stream.rows(stream.evolve(undefined, { ...event, at, actor: system.id, actorName: system.name })))
  }

  private usePapers(papers: readonly Paper[], at: Date, id = this.file.id): void {
    for (const { file } of papers) if (file) this.rows.push({ table: 'paper_uses', row: { kind: 'file', id: file, case_id: id, used_at: at } })
  }
}

const group = (stream: Stream, id: string, seen: number, list: NewEvent[], actor: Pick<Actor, 'id' | 'name'>, at: Date): Pending['events'][number] =>
  ({ stream: `${stream.prefix}-${id}`, seen, list, actor: actor.id, actorName: actor.name, inNameOf: null, at })

const accountOf = (house: House): string => house.take(collecting).values().next().value!.number
