import { describe, expect, it, test } from '@jest/globals'
import { lists, parseSectionForm, toRawResponse, type Json, type Question } from '../../../src/features/questions/index.ts'
import { fieldView, type FieldView } from '../../../src/features/questions/field.ts'
import type { PlainControl } from '../../../src/features/questions/kinds/controls.ts'
import { govuk } from '../../../src/platform/http/govuk.ts'
import { component } from '../../../src/platform/http/templates.ts'
import { everyKind, questionOf, TODAY } from './everyKind.ts'
import { EXAMPLES } from './kinds/examples.ts'

const questions: Question[] = [
  ...everyKind.sections.flatMap(section => section.questions),
  ...Object.values(EXAMPLES).map(({ question }) => question),
]
const draw = (view: FieldView): string => component('questions/field', view)
const blank = { response: null, base: '0' }

/** Markup without the spaces between tags; attributes, and the ids of what describes, in one order. */
const normal = (html: string): string =>
  html
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/> | </g, found => found.trim())
    .replace(/<(\w+)((?: [^<>]*)?)>/g, (_, tag: string, attributes: string) => {
      const sorted = [...attributes.matchAll(/[\w-]+(?:="[^"]*")?/g)]
        .map(([attribute]) => attribute.replace(/(?<=^aria-describedby=").*(?="$)/, ids => ids.split(' ').sort().join(' ')))
        .sort()
      return `<${[tag, ...sorted].join(' ')}>`
    })

/** The same control as the design system's own macro draws it. */
const official = (control: PlainControl): string => {
  const shared = {
    id: control.id,
    name: control.name,
    ...(control.hint === null ? {} : { hint: { text: control.hint } }),
    ...(control.error === null ? {} : { errorMessage: { text: control.error } }),
  }
  const source = control.describedBy?.split(' ').find(id => id.startsWith('source-'))
  // Ours are one level down: the section has the heading of the page.
  const isPageHeading = control.isQuestion
  const legend = { describedBy: source, legend: { text: control.label, classes: control.labelClass, isPageHeading } }
  if (control.component === 'radios' || control.component === 'checkboxes') {
    const items = control.items.map(({ value, text, hint, checked }) => ({
      value,
      text,
      checked,
      ...(hint === null ? {} : { hint: { text: hint } }),
    }))
    const classes = control.component === 'radios' && control.inline ? 'govuk-radios--inline' : ''
    return govuk[control.component]({ ...shared, idPrefix: control.id, fieldset: legend, items, classes })
  }
  if (control.component === 'dateInput') {
    const items = control.boxes.map(box => ({
      ...box,
      classes: `govuk-input--width-${box.width}${box.inError ? ' govuk-input--error' : ''}`,
    }))
    return govuk.dateInput({ ...shared, fieldset: legend, items })
  }
  const label = { text: control.label, classes: control.labelClass, isPageHeading }
  if (control.component === 'textarea')
    return govuk.textarea({ ...shared, label, value: control.value, rows: control.rows, describedBy: source, ...limitOf(control) })
  return govuk.input({
    ...shared,
    label,
    value: control.value,
    type: control.type,
    describedBy: source,
    ...limitOf(control),
    ...(control.spellcheck ? {} : { spellcheck: false }),
    ...(control.inputMode === null ? {} : { inputmode: control.inputMode }),
    ...(control.width === null ? {} : { classes: `govuk-input--width-${control.width}` }),
    ...(control.suffix === null ? {} : { suffix: { text: control.suffix } }),
  })
}

/** The hint of a question says it already. */
const limitOf = ({ limit }: { limit: number | null }) => (limit === null ? {} : { attributes: { 'data-limit': String(limit) } })

const plainControls = (q: Question, state: Parameters<typeof fieldView>[1]): PlainControl[] => {
  const { control } = fieldView(q, state)
  if (control.component === 'information') return []
  if (control.component === 'person') return control.parts
  if (control.component !== 'table') return [control]
  const [row] = (state.raw?.answer ?? []) as unknown[]
  return lists.boxes(q, 0, row, state.errors ?? [])
}

const everyField = (q: Question): Record<string, string> =>
  Object.fromEntries(
    plainControls(q, blank)
      .flatMap(control => (control.component === 'dateInput' ? control.boxes.map(({ name }) => name) : [control.name]))
      .map(name => [name, '<not & valid "at" all>']),
  )

describe('a field', () => {
  test.each(questions.map(q => [q.kind, q] as const))('of kind %s is drawn as the design system draws it', (_kind, q) => {
    for (const control of plainControls(q, blank)) {
      expect(normal(component(`questions/fields/${control.component}`, control))).toBe(
        normal(official(control).replaceAll(/(?<=<\/?)h1/g, 'h2')),
      )
    }
  })

  test.each(questions.map(q => [q.kind, q] as const))('of kind %s is drawn so with its errors too', (_kind, q) => {
    const { errors, raw } = parseSectionForm([q], { [`q.${q.key}`]: '1', ...everyField(q) }, TODAY)
    const controls = plainControls(q, { ...blank, raw: raw.get(q.key), errors })
    for (const control of controls) {
      expect(normal(component(`questions/fields/${control.component}`, control))).toBe(
        normal(official(control).replaceAll(/(?<=<\/?)h1/g, 'h2')),
      )
    }
    const text = controls.flatMap(control => (control.error === null ? [] : [control.error]))
    expect(text.sort()).toEqual(errors.map(({ message }) => message).sort())
  })

  test.each(questions.map(q => [q.kind, q] as const))('of kind %s has every place that its errors lead to', (_kind, q) => {
    const { errors, raw } = parseSectionForm([q], { [`q.${q.key}`]: '1', ...everyField(q) }, TODAY)
    const html = draw(fieldView(q, { ...blank, raw: raw.get(q.key), errors }))
    for (const { fieldId, message } of errors) {
      expect(html).toContain(`id="${fieldId}"`)
      expect(html).toContain(component('questions/fields/described', { id: 'x', hint: null, error: message }).split('</span>')[1]?.trim())
    }
  })

  it('never lets words of an author or an answer become markup', () => {
    const hostile = '"><script>alert(1)</script>'
    const question: Question = {
      kind: 'rag',
      key: 'hostile',
      label: `${hostile} label`,
      hint: `${hostile} hint`,
      guidance: hostile,
      reference: hostile,
      strength: 'must',
      comment: true,
      descriptors: { red: hostile, amber: hostile, green: hostile },
    }
    const response = { answer: 'red', comment: hostile, action: { what: hostile, owner: hostile, dueOn: null } }
    expect(draw(fieldView(question, { response, base: '1' }))).not.toContain('<script')
    const text: Question = { kind: 'long_text', key: 'text', label: hostile }
    const html = draw(fieldView(text, { response: { answer: `</textarea>${hostile}`, comment: null, action: null }, base: '1' }))
    expect(html).not.toContain('<script')
    expect(html.match(/<\/textarea>/g)).toHaveLength(1)
  })

  it('shows again what was typed when it was wrong', () => {
    const q = questionOf('policy_on')
    const body = { 'q.policy_on': '1', 'a.policy_on.day': '31', 'a.policy_on.month': 'February', 'a.policy_on.year': '2026' }
    const { raw, errors } = parseSectionForm([q], body, TODAY)
    const html = draw(
      fieldView(q, { response: { answer: '2025-01-01', comment: null, action: null }, base: '3', raw: raw.get(q.key), errors }),
    )
    expect(html).toContain('value="31"')
    expect(html).toContain('value="February"')
    expect(html).toContain('Date of approval must be a real date')
    expect(html).toContain('name="v.policy_on" value="3"')
  })

  it('opens the action when the answer falls short, and asks what the position is', () => {
    const q = questionOf('policy_current')
    const open = (answer: string) => fieldView(q, { response: { answer, comment: null, action: null }, base: '1' })
    expect(open('no').action?.isOpen).toBe(true)
    expect(open('no').comment?.label).toBe('Comment: what is the position now?')
    expect(open('yes').action?.isOpen).toBe(false)
    expect(open('yes').comment).toBeNull()
    expect(fieldView(questionOf('has_log'), { response: { answer: 'no', comment: null, action: null }, base: '1' }).action).toBeNull()
  })

  it('keeps an action and a comment in sight once they were written', () => {
    const response = { answer: 'yes', comment: 'Signed', action: { what: 'Print it', owner: null, dueOn: '2027-03-01' } }
    const view = fieldView(questionOf('policy_current'), { response, base: '2' })
    expect(view.action?.isOpen).toBe(true)
    expect(view.action?.due.boxes.map(({ value }) => value)).toEqual(['1', '3', '2027'])
    expect(view.comment?.value).toBe('Signed')
  })

  it('shows a list to be read, with what it lacks, and leads to the page on which it is changed', () => {
    const q = questionOf('deputies')
    const row = { name: 'Ann', trained_on: '2026-01-09', days: null, on_site: 'yes', level: 'full' }
    const listOf = (answer: Json, state: object = {}) => {
      const { control } = fieldView(q, { response: { answer, comment: null, action: null }, base: '1', ...state })
      if (control.component !== 'table') throw new Error('not a table')
      return control
    }
    expect(listOf(null)).toMatchObject({ said: { lines: [] }, hidden: [], change: { text: 'Add a deputy', value: 'list:deputies' } })
    const { said, hidden, change } = listOf([row, { ...row, name: null, trained_on: null }])
    expect(said.lines).toEqual(['2 rows.', '“Name” is filled in for 1 of 2.', '“Last training” is filled in for 1 of 2.'])
    expect(said.rows[1]).toEqual([
      { tag: { text: 'Missing', colour: 'yellow' } },
      { text: 'Not given' },
      { text: 'Not given' },
      { text: 'Yes', typed: true },
      { text: 'Full', typed: true },
    ])
    expect([hidden, change.text]).toEqual([[], 'Add or change'])
    // What is not stored goes along with the form, and comes out of it again.
    const raw = { ...toRawResponse(q, { answer: [row], comment: null, action: null }) }
    const sent = listOf(null, { response: null, raw }).hidden
    const body = { 'q.deputies': '1', ...Object.fromEntries(sent.map(({ name, value }) => [name, value])) }
    expect(parseSectionForm([q], body, TODAY).entries.get(q.key)?.response.answer).toEqual([row])
    expect(parseSectionForm([q], { 'q.deputies': '1' }, TODAY).entries.get(q.key)?.leaves).toEqual(['answer'])
  })

  it('says how strongly the guidance asks, and links it to the field for those who listen', () => {
    const html = draw(fieldView(questionOf('policy_current'), blank))
    expect(html).toContain('id="source-policy_current"')
    expect(html).toContain('aria-describedby="source-policy_current"')
    expect(html).toContain('Must')
  })
})

it('says which questions may be left out', () => {
  expect(draw(fieldView(questionOf('roll'), blank))).toContain('How many pupils are on roll today? (optional)')
  expect(draw(fieldView(questionOf('log_entries'), blank))).not.toContain('optional')
})
