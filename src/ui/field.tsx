import type { ComponentChildren, JSX } from 'preact'
import type { PageInfo } from '#platform/page'
import { AsWritten, isVietnamese } from './as-written.tsx'
import { From } from './facts.tsx'
import { date, number } from './format.tsx'
import { Icon } from './icon.tsx'
import { fieldError } from './notice.tsx'
import { words } from './texts.ts'

/** What every field knows. `name` is also its id, so the error summary finds it. `from` says which register filled it in. */
export type FieldProps = {
  p: PageInfo
  name: string
  label: ComponentChildren
  hint?: ComponentChildren
  /** Shown when the person has typed nothing yet. */
  value?: string | number | undefined
  from?: ComponentChildren
  /** Marked in words; everything else is required, so nothing needs a star. */
  optional?: boolean
  autocomplete?: string
}

/** What stands in the field: what was typed last, else the value known. */
export const typedValue = (p: PageInfo, name: string, value?: string | number): string | undefined => {
  const typed = p.typed[name]
  if (typed !== undefined) return Array.isArray(typed) ? typed[0] : typed
  return value === undefined ? undefined : String(value)
}
/** On an English page, what stands in a box in Vietnamese is read out as Vietnamese. */
const langOf = (p: PageInfo, value: unknown): 'vi' | undefined => (p.lang !== 'vi' && typeof value === 'string' && isVietnamese(value) ? 'vi' : undefined)
const typedList = (p: PageInfo, name: string, values: readonly string[] = []): readonly string[] => {
  const typed = p.typed[name]
  if (typed !== undefined) return Array.isArray(typed) ? typed : [typed]
  // A form sent with no box ticked sends nothing: after a refusal the absence is the answer.
  return p.refusal && Object.keys(p.typed).length ? [] : values
}

const FieldError = ({ p, name, error }: { p: PageInfo; name: string; error: string }) => (
  <span class="error" id={`${name}-error`}><Icon name="warn" /> <span class="hide">{words(p.lang).error}: </span>{error}</span>
)
const Optional = ({ p, optional }: { p: PageInfo; optional?: boolean }) => (optional ? <span class="quiet small"> ({words(p.lang).optional})</span> : null)
const described = (f: FieldProps, error?: string) => [f.hint && `${f.name}-hint`, error && `${f.name}-error`, f.from && `${f.name}-from`].filter(Boolean).join(' ') || undefined

/** For the summary of errors, which stands above all fields. */
const tell = ({ p, name, label }: FieldProps): void => void (typeof label === 'string' && p.labels?.set(name, label))

/** Label above, hint between, then the control, its error, its source. */
const Labelled = ({ f, error, children }: { f: FieldProps; error?: string; children: ComponentChildren }) => {
  tell(f)
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={f.name}>{f.label}<Optional p={f.p} optional={f.optional} /></label>
      {f.hint && <span class="hint" id={`${f.name}-hint`}>{f.hint}</span>}
      {children}
      {error && <FieldError p={f.p} name={f.name} error={error} />}
      {f.from && <From id={`${f.name}-from`}>{f.from}</From>}
    </div>
  )
}

type InputMode = 'text' | 'numeric' | 'decimal' | 'tel' | 'email'
type InputProps = FieldProps & { type?: 'tel' | 'email'; inputmode?: InputMode; short?: boolean; figures?: boolean; spellcheck?: boolean; list?: string; suggest?: string }

const Input = (f: InputProps) => {
  const error = fieldError(f.p, f.name)
  return (
    <Labelled f={f} error={error}>
      <input class={`input${f.short ? ' w20' : ''}${f.figures ? ' num' : ''}`} id={f.name} name={f.name} type={f.type} inputmode={f.inputmode} autocomplete={f.autocomplete} spellcheck={f.spellcheck}
        lang={langOf(f.p, typedValue(f.p, f.name, f.value))} list={f.list} data-suggest={f.suggest} value={typedValue(f.p, f.name, f.value)} aria-invalid={error ? 'true' : undefined} aria-describedby={described(f, error)} />
    </Labelled>
  )
}

/** One line of text. `short` for codes and names; `suggest` is an address that answers suggestions (island 'suggest'). */
export const TextField = (f: FieldProps & { short?: boolean; figures?: boolean; suggest?: string }) => <Input {...f} />

export const LongText = (f: FieldProps & { rows?: number }) => {
  const error = fieldError(f.p, f.name)
  return (
    <Labelled f={f} error={error}>
      <textarea class="input" id={f.name} name={f.name} rows={f.rows ?? 4} lang={langOf(f.p, typedValue(f.p, f.name, f.value))} aria-invalid={error ? 'true' : undefined} aria-describedby={described(f, error)}>{typedValue(f.p, f.name, f.value)}</textarea>
    </Labelled>
  )
}

/** A number as text: type=number loses what was mistyped and changes under the wheel. Read it with readNumber. */
export const NumberField = (f: FieldProps & { decimals?: boolean; unit?: string }) => (
  <Input {...f} hint={f.hint ?? f.unit} short figures inputmode={f.decimals ? 'decimal' : 'numeric'} autocomplete={f.autocomplete ?? 'off'} />
)

/** An amount in đồng, shown as 50.000.000. Read it with readMoney. */
export const MoneyField = (f: FieldProps) => (
  <Input {...f} hint={f.hint ?? words(f.p.lang).moneyHint} value={typeof f.value === 'number' ? number(f.value, 0, f.p.lang) : f.value} short figures inputmode="numeric" autocomplete={f.autocomplete ?? 'off'} />
)

/**
 * A day in one box, dd/mm/yyyy, or eight digits in a row. One box and not three: one stop and one message for a screen reader,
 * eight presses on a keypad without a slash, and one answer to keep. Takes a known value as '1994-06-14'. Read it with readDate.
 */
export const DateField = (f: FieldProps) => {
  const known = typedValue(f.p, f.name, f.value)
  return <Input {...f} hint={f.hint ?? words(f.p.lang).dateHint} value={known && /^\d{4}-\d\d-\d\d$/.test(known) ? date(known) : known} short figures inputmode="numeric" autocomplete={f.autocomplete ?? 'off'} />
}

/** The personal identification number, 12 digits; never filled in by the browser of a shared machine. */
export const PersonIdField = (f: FieldProps) => <Input {...f} hint={f.hint ?? words(f.p.lang).personIdHint} short figures inputmode="numeric" autocomplete="off" spellcheck={false} />

export const PhoneField = (f: FieldProps) => <Input {...f} hint={f.hint ?? words(f.p.lang).phoneHint} type="tel" short figures inputmode="tel" autocomplete={f.autocomplete ?? 'tel'} />

export const EmailField = (f: FieldProps) => <Input {...f} hint={f.hint ?? words(f.p.lang).emailHint} type="email" inputmode="email" autocomplete={f.autocomplete ?? 'email'} spellcheck={false} />

export type Option = { value: string; label: ComponentChildren; hint?: ComponentChildren; /** Of words that stay Vietnamese on an English page. */ lang?: 'vi' }

const Group = ({ f, children }: { f: FieldProps; children: ComponentChildren }) => {
  const error = fieldError(f.p, f.name)
  tell(f)
  return (
    <fieldset class={error ? 'field bad' : 'field'} aria-describedby={described(f, error)}>
      <legend>{f.label}<Optional p={f.p} optional={f.optional} /></legend>
      {f.hint && <span class="hint" id={`${f.name}-hint`}>{f.hint}</span>}
      {error && <FieldError p={f.p} name={f.name} error={error} />}
      {children}
      {f.from && <From id={`${f.name}-from`}>{f.from}</From>}
    </fieldset>
  )
}

const Options = ({ name, type, options, chosen, row }: { name: string; type: 'radio' | 'checkbox'; options: readonly Option[]; chosen: readonly string[]; row?: boolean }) => {
  const list = options.map((o, i) => (
    <label class="choice">
      <input type={type} id={i === 0 ? name : `${name}-${i}`} name={name} value={o.value} checked={chosen.includes(o.value)} />
      <span>{o.label}{o.hint && <span class="hint">{o.hint}</span>}</span>
    </label>
  ))
  return row ? <div class="row">{list}</div> : <>{list}</>
}

/** One of up to seven; above that Select. `row` for two or three short ones. */
export const Choice = (f: FieldProps & { options: readonly Option[]; row?: boolean }) => {
  const chosen = typedValue(f.p, f.name, f.value)
  return <Group f={f}><Options name={f.name} type="radio" options={f.options} chosen={chosen === undefined ? [] : [chosen]} row={f.row} /></Group>
}

/** Any of up to seven. */
export const Choices = (f: FieldProps & { options: readonly Option[]; values?: readonly string[] }) => (
  <Group f={f}><Options name={f.name} type="checkbox" options={f.options} chosen={typedList(f.p, f.name, f.values)} /></Group>
)

/** Sends 'true' or 'false'. */
export const YesNo = (f: Omit<FieldProps, 'value'> & { value?: boolean | string }) => {
  const t = words(f.p.lang)
  return <Choice {...f} value={f.value === undefined ? undefined : String(f.value)} options={[{ value: 'true', label: t.yes }, { value: 'false', label: t.no }]} row />
}

/** A single box with a statement: a declaration, a consent. Sends 'true' when ticked. */
export const Tick = (f: Omit<FieldProps, 'value'> & { value?: boolean }) => {
  const error = fieldError(f.p, f.name)
  const g = { ...f, value: undefined }
  return (
    <div class={error ? 'field bad' : 'field'}>
      {error && <FieldError p={f.p} name={f.name} error={error} />}
      <label class="choice">
        <input type="checkbox" id={f.name} name={f.name} value="true" checked={typedList(f.p, f.name, f.value ? ['true'] : []).includes('true')} aria-invalid={error ? 'true' : undefined} aria-describedby={described({ ...g, hint: undefined }, error)} />
        <span>{f.label}{f.hint && <span class="hint">{f.hint}</span>}</span>
      </label>
    </div>
  )
}

/** One of many. `options` may be grouped; `empty` are the words of the first line (false leaves it out). */
export const Select = (f: FieldProps & { options: readonly (Option | { group: string; options: readonly Option[] })[]; empty?: string | false; short?: boolean }) => {
  const error = fieldError(f.p, f.name)
  const chosen = typedValue(f.p, f.name, f.value)
  const line = (o: Option) => <option value={o.value} lang={o.lang ?? langOf(f.p, o.label)} selected={o.value === chosen}>{o.label}</option>
  return (
    <Labelled f={f} error={error}>
      <select class={f.short ? 'input w20' : 'input'} id={f.name} name={f.name} autocomplete={f.autocomplete} aria-invalid={error ? 'true' : undefined} aria-describedby={described(f, error)}>
        {f.empty !== false && <option value="">{f.empty ?? words(f.p.lang).choose}</option>}
        {f.options.map((o) => ('group' in o ? <optgroup label={o.group}>{o.options.map(line)}</optgroup> : line(o)))}
      </select>
    </Labelled>
  )
}

/** A photo or a PDF. The form around it is `multipart`. `kept` shows the file that is there already. */
export const FileField = (f: FieldProps & { accept?: string; most?: string; multiple?: boolean; camera?: boolean; kept?: { name: string; href?: string; size?: string } }) => {
  const t = words(f.p.lang)
  const error = fieldError(f.p, f.name)
  const hint = f.hint ?? `${t.fileHint}${f.most ? `, ${t.fileMost} ${f.most}` : ''}`
  return (
    <Labelled f={{ ...f, hint }} error={error}>
      {f.kept && <p class="from"><Icon name="paper" /> <span>{t.fileKept}: {f.kept.href ? <a href={f.kept.href}><AsWritten p={f.p}>{f.kept.name}</AsWritten></a> : <AsWritten p={f.p}>{f.kept.name}</AsWritten>}{f.kept.size && `, ${f.kept.size}`}</span></p>}
      <input class="input" id={f.name} name={f.name} type="file" accept={f.accept ?? 'image/jpeg,image/png,image/webp,image/heic,application/pdf'} multiple={f.multiple} capture={f.camera ? 'environment' : undefined} aria-invalid={error ? 'true' : undefined} aria-describedby={described({ ...f, hint }, error)} />
    </Labelled>
  )
}

/** A value a register knows: shown, not asked, with its source and a way to say that it is wrong. */
export const Known = ({ p, items, report, reportWords }: { p: PageInfo; items: { name: string; value: ComponentChildren; from: ComponentChildren }[]; report?: string; reportWords?: string }): JSX.Element => (
  <>
    <dl class="facts panel rows">
      {items.map((i) => (
        <div><dt>{i.name}</dt><dd><AsWritten p={p}>{i.value}</AsWritten><From>{i.from}</From></dd></div>
      ))}
    </dl>
    {report && <p><a class="act" href={report}>{reportWords ?? words(p.lang).reportWrong}</a></p>}
  </>
)
