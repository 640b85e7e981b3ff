import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { RUBRICS_HREF } from '../../sampling/index.ts'
import { resetRubric, writeRubric } from '../rubricActions.ts'
import {
  defaultRubric,
  holdingRubric,
  parseRubric,
  RUBRIC_SUBJECTS,
  rubricLines,
  versioned,
  type Rubric,
  type RubricKey,
} from '../rubric.ts'
import { findRubric } from '../rubricStore.ts'
import { areasOfPartnership, rubricHref, RUBRICS_TITLE } from './rubrics.ts'

/** GET: the words on one area or question, to be changed. */
export const rubricFormPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { of, title, own } = await rubricOf(db, actor, req)
  show(res, { of, title, own, body: holdingRubric(own, of), version: own?.version ?? 0 })
}

/** POST: keeps them, unless somebody else has written others meanwhile. */
export const writeRubricPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { of, title, own } = await rubricOf(db, actor, req)
  const parsed = parseRubric(req.body)
  const { version } = versioned.parse(req.body ?? {})
  const body = typed(req.body, 'body')
  if (!parsed.ok) {
    show(res.status(422), { of, title, own, body, version, errors: parsed.errors })
    return
  }
  const { changedSince, isNew } = await writeRubric(db, actor, { ...of, title, ...parsed.values })
  if (changedSince) {
    show(res.status(409), { of, title, own: changedSince, body, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: isNew ? `Your own words on “${title}” are saved.` : 'Nothing was new.' }
  res.redirect(303, RUBRICS_HREF)
}

/** GET: asks before the partnership's own words are given up. */
export const resetRubricPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { of, title, own } = await rubricOf(db, actor, req)
  showReset(res, { of, title, own })
}

/** POST: goes back to the default. */
export const doResetRubricPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { of, title } = await rubricOf(db, actor, req)
  const { version } = versioned.parse(req.body ?? {})
  const { changedSince } = await resetRubric(db, actor, { ...of, title, version })
  if (changedSince) {
    showReset(res.status(409), { of, title, own: changedSince, hasChanged: true })
    return
  }
  req.session.notice = {
    text: defaultRubric(of) === '' ? `Your words on “${title}” are removed.` : `“${title}” has the default again.`,
  }
  res.redirect(303, RUBRICS_HREF)
}

/** The area or question of a path, with what the partnership wrote of it. @throws Refusal (not found) */
async function rubricOf(
  db: Db,
  { partnershipId }: StaffActor,
  req: Request,
): Promise<{ of: RubricKey; title: string; own: Rubric | undefined }> {
  const about = RUBRIC_SUBJECTS.find(subject => subject === req.params.about)
  const areas = await areasOfPartnership(db, partnershipId)
  const key = String(req.params.key)
  const title =
    about === 'area'
      ? areas.find(area => area.key === key)?.title
      : areas.flatMap(({ questions }) => questions).find(question => question.key === key)?.label
  if (!about || title === undefined) throw notFound()
  const of = { about, key }
  return { of, title, own: await findRubric(db, partnershipId, of) }
}

type State = {
  of: RubricKey
  title: string
  own: Rubric | undefined
  body: string
  version: number
  errors?: readonly FormError[]
  changedSince?: Rubric
}

function show(res: Response, { of, title, own, body, version, errors = [], changedSince }: State): void {
  const isOwn = own !== undefined && own.body !== ''
  const known = defaultRubric(of)
  renderPage(res, 'reviewing/rubricForm', {
    title,
    layout: 'staff',
    breadcrumbs: [{ text: 'Rounds', href: '/rounds' }, { text: RUBRICS_TITLE, href: RUBRICS_HREF }, { text: 'Change' }],
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed these words since you opened this page', href: '#body' }] : []),
    ],
    caption: RUBRICS_TITLE,
    conflict: changedSince && {
      theirs:
        changedSince.body === ''
          ? `${changedSince.writtenBy} went back to the default at ${sayInstant(changedSince.writtenAt)}.`
          : `${changedSince.writtenBy} wrote at ${sayInstant(changedSince.writtenAt)}:`,
      lines: rubricLines(holdingRubric(changedSince, of)),
      mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    action: rubricHref(of),
    version,
    body: {
      id: 'body',
      name: 'body',
      label: { text: RUBRICS_TITLE, classes: 'govuk-label--s' },
      hint: { text: 'One thing to look for on each line. Reviewers read it beside the question.' },
      rows: 10,
      limit: 2000,
      value: body,
      errorMessage: errorsBy(errors)('body'),
    },
    standard: isOwn ? rubricLines(known) : [],
    resetHref: isOwn ? `${rubricHref(of)}/default` : '',
    resetText: known === '' ? 'Remove these words' : 'Go back to the default',
    cancelHref: RUBRICS_HREF,
  })
}

function showReset(
  res: Response,
  { of, title, own, hasChanged = false }: Pick<State, 'of' | 'title' | 'own'> & { hasChanged?: boolean },
): void {
  const known = rubricLines(defaultRubric(of))
  renderPage(res, 'reviewing/rubricReset', {
    title: known.length === 0 ? 'Remove your own words' : 'Go back to the default',
    layout: 'staff',
    breadcrumbs: [
      { text: 'Rounds', href: '/rounds' },
      { text: RUBRICS_TITLE, href: RUBRICS_HREF },
      { text: title, href: rubricHref(of) },
    ],
    errors: hasChanged ? [{ text: 'Someone else has changed these words since you opened this page', href: '#now' }] : [],
    caption: title,
    now: rubricLines(own?.body ?? ''),
    known,
    confirm: {
      heading: known.length === 0 ? 'Are these the words to remove?' : 'Are these the words to give up?',
      paragraphs: ['The history keeps them. Verdicts stay as they are.'],
      action: `${rubricHref(of)}/default`,
      hidden: [{ name: 'version', value: String(own?.version ?? 0) }],
      button: { text: known.length === 0 ? 'Remove your own words' : 'Restore the default', warning: true },
      cancel: { text: 'Cancel', href: rubricHref(of) },
    },
  })
}
