import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { COLOUR_WORDS, COLOURS, DEFAULT_SCALE, MOST_VALUES, type Scale } from '../scale.ts'
import { isTicked, keyed, parseSet, typedScale, versioned, type TypedValue } from '../schemas.ts'
import { changeSet, createSet } from '../setActions.ts'
import type { StandardSet } from '../standard.ts'
import { ruleFields, ruleLines } from './ruleFields.ts'
import { setHref, setTrail, setToChange } from './visible.ts'

/** GET: a new set, with a scale to begin with. */
export const newSetPage: Page<StaffActor> = (_context, _req, res) => {
  show(res, { form: { title: '', introduction: '', rollUp: 'worst', shared: false, scale: linesOf(DEFAULT_SCALE) } })
}

/** POST: the set made. */
export const createSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const parsed = parseSet(req.body)
  if (!parsed.ok) {
    show(res, { form: typedForm(req), errors: parsed.errors })
    return
  }
  const { setId } = await createSet(db, actor, { set: parsed.set, key: keyed.parse(req.body)._key })
  req.session.notice = { text: `“${parsed.set.title}” is made. Now add its standards.` }
  res.redirect(303, setHref(setId))
}

/** GET: a set to be changed. */
export const editSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await setToChange(db, actor, req)
  show(res, { set, form: { ...set, scale: linesOf(set.scale) } })
}

/** POST: the set changed, unless somebody else has changed it meanwhile. */
export const changeSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await setToChange(db, actor, req)
  const parsed = parseSet(req.body)
  const { version } = versioned.parse(req.body)
  if (!parsed.ok) {
    show(res, { set: { ...set, version }, form: typedForm(req), errors: parsed.errors })
    return
  }
  const { changedSince } = await changeSet(db, actor, { setId: set.id, set: parsed.set, version })
  if (changedSince) {
    show(res, { set: changedSince, form: typedForm(req), changedSince })
    return
  }
  req.session.notice = { text: 'The set is changed. Exercises that have begun keep their scale and their rule.' }
  res.redirect(303, setHref(set.id))
}

type Form = { title: string; introduction: string; rollUp: string; shared: boolean; scale: readonly TypedValue[] }
type State = { set?: StandardSet; form: Form; errors?: readonly FormError[]; changedSince?: StandardSet }

const typedForm = (req: Request): Form => ({
  title: typed(req.body, 'title'),
  introduction: typed(req.body, 'introduction'),
  rollUp: typed(req.body, 'rollUp'),
  shared: isTicked(req.body, 'shared'),
  scale: typedScale(req.body),
})

const linesOf = (scale: Scale): TypedValue[] => [
  ...scale,
  ...Array.from({ length: MOST_VALUES - scale.length }, () => ({ key: '', word: '', colour: 'grey', meets: false })),
]

function show(res: Response, { set, form, errors = [], changedSince }: State): void {
  const errorOf = errorsBy(errors)
  if (errors.length > 0) res.status(422)
  if (changedSince) res.status(409)
  const title = set ? 'Change the set' : 'Make a set of standards'
  renderPage(res, 'standards/setForm', {
    title,
    layout: 'staff',
    breadcrumbs: set ? setTrail(set, { text: title }) : [{ text: 'Standards', href: '/standards' }, { text: title }],
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this set since you opened this page', href: '#title' }] : []),
    ],
    conflict: changedSince && theirsView(changedSince),
    action: set ? setHref(set.id) : '/standards',
    cancelHref: set ? setHref(set.id) : '/standards',
    hidden: set ? { name: 'version', value: String(set.version) } : { name: '_key', value: randomUUID() },
    form,
    error: { title: errorOf('title'), introduction: errorOf('introduction') },
    scale: form.scale.map((line, at) => ({
      key: { name: `key-${at}`, value: line.key },
      word: {
        id: `word-${at}`,
        name: `word-${at}`,
        label: { text: `Word ${at + 1}` },
        classes: 'govuk-input--width-10',
        value: line.word,
        errorMessage: errorOf(`word-${at}`),
      },
      colour: {
        id: `colour-${at}`,
        name: `colour-${at}`,
        label: { text: 'Colour' },
        items: COLOURS.map(colour => ({ value: colour, text: COLOUR_WORDS[colour], selected: colour === line.colour })),
      },
      meets: {
        idPrefix: `meets-${at}`,
        name: `meets-${at}`,
        classes: 'govuk-checkboxes--small',
        items: [{ value: 'yes', text: 'Counts as met', checked: line.meets }],
      },
    })),
    ...ruleFields(form, {
      legend: 'How do the ratings of several agencies become a result?',
      hint: 'The rule is always said next to its result.',
      errorMessage: errorOf('rollUp'),
    }),
    submit: set ? 'Save the changes' : 'Make the set',
  })
}

/** What somebody else saved meanwhile. */
const theirsView = (theirs: StandardSet) => ({
  theirs: `${theirs.changedBy} changed it at ${sayInstant(theirs.changedAt)}, to:`,
  lines: [
    `Title: ${theirs.title}`,
    ...(theirs.introduction === '' ? [] : [`Introduction: ${theirs.introduction}`]),
    `Scale: ${theirs.scale.map(({ word, meets }) => `${word}${meets ? ' (counts as met)' : ''}`).join(', ')}`,
    ...ruleLines(theirs),
  ],
  mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
})
