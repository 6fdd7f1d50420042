import type { PageInfo } from '#platform/page'
import { AsWritten } from '#ui/as-written'
import { Choice, Choices, DateField, EmailField, FileField, LongText, MoneyField, NumberField, PersonIdField, PhoneField, Select, TextField, Tick, YesNo } from '#ui/field'
import type { FieldView } from '../domain/form.ts'
import { textsOf } from './wording.ts'

export type Places = { value: string; label: string }[]

/** A question of a definition as the field of the look that fits it: on the portal, at the counter, and where it is tried out. */
export const Question = ({ p, f, communes, from }: { p: PageInfo; f: FieldView; communes: Places; from?: string | undefined }) => {
  const label = <AsWritten p={p}>{f.label}</AsWritten>
  const common = { p, name: f.name, label, ...(f.hint ? { hint: f.hint } : {}), ...(f.required ? {} : { optional: true }), ...(f.autocomplete ? { autocomplete: f.autocomplete } : {}), ...(from ? { from } : {}) }
  const value = Array.isArray(f.value) ? undefined : f.value || undefined
  const options = f.options.map((option) => ({ value: option.value, label: <AsWritten p={p}>{option.label}</AsWritten> }))
  if (f.rows) return <Rows p={p} f={f} rows={f.rows} communes={communes} />
  if (f.parts) return <fieldset class="panel flow"><legend>{label}</legend>{f.hint && <span class="hint">{f.hint}</span>}{f.parts.map((part) => <Question p={p} f={part} communes={communes} />)}</fieldset>
  switch (f.widget) {
    case 'date': return <DateField {...common} value={value} />
    case 'choice': return f.options.length > 7 ? <Select {...common} value={value} options={f.options} empty="" /> : <Choice {...common} value={value} options={options} />
    case 'choices': return <Choices {...common} options={options} values={Array.isArray(f.value) ? f.value : []} />
    case 'yes-no': return <YesNo {...common} value={value} />
    case 'person-id': return <PersonIdField {...common} value={value} />
    case 'phone': return <PhoneField {...common} value={value} />
    case 'email': return <EmailField {...common} value={value} />
    case 'number': return <NumberField {...common} value={value} decimals={f.inputmode === 'decimal'} {...(f.suffix && !f.hint ? { unit: f.suffix } : {})} />
    case 'money': return <MoneyField {...common} value={value} />
    case 'long-text': return <LongText {...common} value={value} />
    case 'unit': return <Select {...common} value={value} options={communes} empty="" />
    case 'time': return <TextField {...common} hint={f.hint ?? textsOf(p.lang).form.timeHint} value={value} short figures />
    case 'map-point': return <TextField {...common} hint={f.hint ?? textsOf(p.lang).form.pointHint} value={value} />
    case 'signature': return <TextField {...common} hint={f.hint ?? textsOf(p.lang).form.signatureHint} value={value} autocomplete="name" />
    case 'account-number': return <TextField {...common} value={value} figures />
    case 'file': case 'image': return (
      <>
        <input type="hidden" name={f.name} value={value ?? ''} autocomplete="off" />
        <FileField {...common} name={`${f.name}-file`} {...(f.widget === 'image' ? { hint: f.hint ?? textsOf(p.lang).form.imageHint, accept: 'image/jpeg,image/png,image/webp,image/heic', camera: true } : {})} {...(value ? { kept: { name: value.slice(value.indexOf(' ') + 1), href: p.href(`/files/${value.slice(0, value.indexOf(' '))}`) } } : {})} />
      </>
    )
    case 'declaration': return <Tick p={p} name={f.name} label={label} {...(f.hint ? { hint: f.hint } : {})} value={value === 'true'} />
    case 'computed': return <dl class="facts"><div><dt>{label}</dt><dd><output>{value ?? '–'}</output>{f.hint && <span class="hint">{f.hint}</span>}</dd></div></dl>
    case 'heading': return <><h2 class="h3">{label}</h2>{f.hint && <p class="hint">{f.hint}</p>}</>
    case 'help': return <p class="prose"><strong>{label}</strong>{f.hint && <> {f.hint}</>}</p>
    default: return <TextField {...common} value={value} />
  }
}

/** Rows one below the other: a phone has no room for columns, and each box keeps its label. */
const Rows = ({ p, f, rows, communes }: { p: PageInfo; f: FieldView; rows: FieldView[][]; communes: Places }) => {
  const words = textsOf(p.lang).form
  return (
    <fieldset class="field flow">
      <legend><AsWritten p={p}>{f.label}</AsWritten></legend>
      <span class="hint">{f.hint && <>{f.hint}. </>}{words.addRows}</span>
      {rows.map((row, at) => (
        <fieldset class="panel flow">
          <legend class="quiet">{words.rowTitle(at + 1)}</legend>
          <div class={f.widget === 'table' ? 'grid' : 'flow'}>{row.map((box) => <Question p={p} f={box} communes={communes} />)}</div>
        </fieldset>
      ))}
    </fieldset>
  )
}
