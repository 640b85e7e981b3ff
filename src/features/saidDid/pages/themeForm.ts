import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { errorsBy, summaryOf, type ErrorOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { STATE_WORDS } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { numbersOf } from '../numberActions.ts'
import { answersHref, saidDidHref } from '../paths.ts'
import {
  firstAnswers,
  keyed,
  NEW_STATES,
  parseFirstAnswers,
  parseTheme,
  themeForm,
  versioned,
  type FirstAnswers,
  type ThemeForm,
} from '../schemas.ts'
import type { Theme } from '../theme.ts'
import { addTheme, changeTheme } from '../themeActions.ts'
import { saidDidTrail, visibleTheme } from './visible.ts'

/** GET: a new theme. */
export const newThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  await show(db, res, { round: await visibleRound(db, actor, req), form: themeForm({}), first: firstAnswers({}) })
}

/** POST: keeps it, and goes on to its first answer where that was pressed. */
export const addThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = themeForm(req.body)
  const first = firstAnswers(req.body)
  const [parsed, answers] = [parseTheme(form), parseFirstAnswers(first)]
  if (!parsed.ok || !answers.ok) {
    const errors = [...(parsed.ok ? [] : parsed.errors), ...(answers.ok ? [] : answers.errors)]
    await show(db, res, { round, form, first, errors })
    return
  }
  const theme = { ...parsed.values, answers: answers.values }
  const { themeId } = await addTheme(db, actor, { ...theme, roundId: round.id, requestKey: keyed.parse(req.body)._key })
  const here = saidDidHref(round.id)
  req.session.notice = { text: `“${parsed.values.title}” is among the themes.` }
  const next = new Map([
    ['answer', `${answersHref(round.id, themeId)}/new`],
    ['another', `${here}/themes/new`],
  ])
  res.redirect(303, next.get(typed(req.body, 'intent')) ?? `${here}#theme-${themeId}`)
}

/** GET: a theme to be changed. */
export const editThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  await show(db, res, { round, form: theme, theme, version: theme.version })
}

/** POST: changes it, unless somebody else has changed it meanwhile. */
export const changeThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const form = themeForm(req.body)
  const { version } = versioned.parse(req.body)
  const parsed = parseTheme(form)
  if (!parsed.ok) {
    await show(db, res, { round, form, theme, version, errors: parsed.errors })
    return
  }
  const path = { roundId: round.id, themeId: theme.id }
  const { changedSince } = await changeTheme(db, actor, { ...path, change: { ...parsed.values, version } })
  if (changedSince) {
    await show(db, res.status(409), { round, form, theme, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The theme is saved.' }
  res.redirect(303, `${saidDidHref(round.id)}#theme-${theme.id}`)
}

type State = {
  round: Round
  form: ThemeForm
  /** What a new one begins with. */
  first?: FirstAnswers
  errors?: readonly FormError[]
  /** The theme that is changed; none when it is new. */
  theme?: Theme
  version?: number
  changedSince?: Theme
}

async function show(db: Db, res: Response, { round, form, first, errors = [], theme, version, changedSince }: State): Promise<void> {
  const here = saidDidHref(round.id)
  const title = theme ? 'Change a theme' : 'Add a theme'
  const errorOf = errorsBy(errors)
  const { numbers } = await numbersOf(db, round.partnershipId, round.id)
  if (errors.length > 0) res.status(422)
  renderPage(res, 'saidDid/themeForm', {
    title,
    layout: 'staff',
    breadcrumbs: saidDidTrail(round, { text: title }),
    roundName: round.name,
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this theme since you opened this page', href: '#statement' }] : []),
    ],
    conflict: changedSince && {
      theirs: `${changedSince.changedBy} changed it to:`,
      theirText: `${changedSince.title}: ${changedSince.statement}`,
      mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    action: theme ? `${here}/themes/${theme.id}` : `${here}/themes`,
    hidden: theme ? { name: 'version', value: String(version ?? theme.version) } : { name: '_key', value: randomUUID() },
    cancelHref: here,
    first: first && firstFields(first, errorOf),
    theme: {
      id: 'title',
      name: 'title',
      limit: 120,
      label: { text: 'The theme in a few words', classes: 'govuk-label--s' },
      hint: { text: 'For example “Young carers”' },
      value: form.title,
      errorMessage: errorOf('title'),
    },
    statement: {
      id: 'statement',
      name: 'statement',
      limit: 2_000,
      label: { text: 'What did the audit say?', classes: 'govuk-label--s' },
      hint: { text: 'One or two sentences that anyone understands. The sentences of the findings below are added to them.' },
      rows: 3,
      value: form.statement,
      errorMessage: errorOf('statement'),
    },
    findings:
      numbers.length === 0
        ? undefined
        : {
            idPrefix: 'findings',
            name: 'findings',
            classes: 'govuk-checkboxes--small',
            fieldset: { legend: { text: 'Which findings say it?', classes: 'govuk-fieldset__legend--s' } },
            hint: { text: 'Each as it may be published: small numbers are covered.' },
            items: numbers.map(({ findingId, kind, statement, sentence }) => ({
              value: String(findingId),
              text: `${kind}: ${sentence === '' ? statement : sentence}`,
              ...(sentence === '' ? { hint: { text: 'Nobody is counted for it now, so nothing of it is published.' } } : {}),
              checked: form.findingIds.includes(findingId),
            })),
          },
    heard: {
      id: 'heard',
      name: 'heard',
      limit: 200,
      label: { text: 'Where else was it heard?', classes: 'govuk-label--s' },
      hint: {
        text: `For example “Heard in meetings with schools”. ${numbers.length === 0 ? 'This round has no findings yet, so say where.' : 'Needed when no finding says it.'}`,
      },
      value: form.heard,
      errorMessage: errorOf('heard'),
    },
  })
}

/** Several answers at once: a page can be ready when its themes are. */
const firstFields = (first: FirstAnswers, errorOf: ErrorOf) => ({
  answers: {
    id: 'answers',
    name: 'answers',
    limit: 2_000,
    label: { text: 'What did you do, or what will you do? (optional)', classes: 'govuk-label--s' },
    hint: { text: 'One answer on each line, as everyone will read it. Who and when can be added to each afterwards.' },
    rows: 4,
    value: first.answers,
    errorMessage: errorOf('answers'),
  },
  state: {
    idPrefix: 'state',
    name: 'state',
    classes: 'govuk-radios--small govuk-radios--inline',
    fieldset: { legend: { text: 'How do these answers stand?', classes: 'govuk-fieldset__legend--s' } },
    items: NEW_STATES.map(value => ({ value, text: STATE_WORDS[value].words, checked: first.state === value })),
    errorMessage: errorOf('state'),
  },
})
