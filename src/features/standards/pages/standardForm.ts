import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { pastedStandards, type PastedStandard } from '../pasted.ts'
import { directed, keyed, standardForm, versioned } from '../schemas.ts'
import { addStandards, changeStandard, moveStandard, removeStandard } from '../setActions.ts'
import { nameOf, type Standard, type StandardSet } from '../standard.ts'
import { standardsOf } from '../store.ts'
import { setHref, setTrail, setToChange, visibleStandard } from './visible.ts'

/** GET: a box for standards, one a line. */
export const addStandardsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  showAdd(res, await setToChange(db, actor, req), '', [])
}

/** POST: what was pasted is added, all of it or nothing. */
export const doAddStandardsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await setToChange(db, actor, req)
  const pasted = typed(req.body, 'pasted')
  const parsed = pastedStandards(pasted, (await standardsOf(db, actor.partnershipId, set.id)).length)
  if ('errors' in parsed) {
    showAdd(res.status(422), set, pasted, parsed.errors)
    return
  }
  const { added } = await addStandards(db, actor, { setId: set.id, standards: parsed.standards, key: keyed.parse(req.body)._key })
  req.session.notice = { text: `${sayCount(added, 'standard is', 'standards are')} added.` }
  res.redirect(303, setHref(set.id))
}

function showAdd(res: Response, set: StandardSet, pasted: string, errors: readonly FormError[]): void {
  renderPage(res, 'standards/add', {
    title: 'Add standards',
    layout: 'staff',
    breadcrumbs: setTrail(set, { text: 'Add standards' }),
    errors: summaryOf(errors),
    setTitle: set.title,
    action: `${setHref(set.id)}/standards`,
    cancelHref: setHref(set.id),
    key: randomUUID(),
    pasted: {
      id: 'pasted',
      name: 'pasted',
      label: { text: 'Standards, one a line', classes: 'govuk-label--s' },
      hint: {
        text: 'For example, “1.2 Leaders know what is expected of them”. Or copy cells from a spreadsheet: code, title and text in three columns.',
      },
      rows: 12,
      value: pasted,
      errorMessage:
        errors.length === 0
          ? undefined
          : {
              text: errors
                .map(({ message }) => message)
                .slice(0, 5)
                .join('. '),
            },
    },
  })
}

/** GET: a standard to be reworded. */
export const editStandardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { set, standard } = await visibleStandard(db, actor, req)
  showStandard(res, { set, standard, form: standard })
}

/** POST: the standard reworded, unless somebody else has done so meanwhile. */
export const changeStandardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { set, standard } = await visibleStandard(db, actor, req)
  const { version } = versioned.parse(req.body)
  const form = { code: typed(req.body, 'code'), title: typed(req.body, 'title'), text: typed(req.body, 'text') }
  const parsed = parseForm(standardForm, form)
  if (!parsed.ok) {
    showStandard(res, { set, standard: { ...standard, version }, form, errors: parsed.errors })
    return
  }
  const { changedSince } = await changeStandard(db, actor, { setId: set.id, standardId: standard.id, standard: parsed.values, version })
  if (changedSince) {
    showStandard(res, { set, standard: changedSince, form, changedSince })
    return
  }
  req.session.notice = { text: `“${nameOf(parsed.values)}” is saved. Exercises that have begun keep the words they had.` }
  res.redirect(303, `${setHref(set.id)}#standard-${standard.id}`)
}

type State = { set: StandardSet; standard: Standard; form: PastedStandard; errors?: readonly FormError[]; changedSince?: Standard }

function showStandard(res: Response, { set, standard, form, errors = [], changedSince }: State): void {
  const errorOf = errorsBy(errors)
  if (errors.length > 0) res.status(422)
  if (changedSince) res.status(409)
  const here = `${setHref(set.id)}/standards/${standard.id}`
  renderPage(res, 'standards/standardForm', {
    title: `Change standard ${nameOf(standard)}`,
    layout: 'staff',
    breadcrumbs: setTrail(set, { text: 'Change a standard' }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this standard since you opened this page', href: '#title' }] : []),
    ],
    conflict: changedSince && {
      theirs: 'It is now:',
      lines: [nameOf(changedSince), ...(changedSince.text === '' ? [] : [changedSince.text])],
      mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    action: here,
    removeHref: `${here}/remove`,
    cancelHref: setHref(set.id),
    version: standard.version,
    form,
    error: { code: errorOf('code'), title: errorOf('title'), text: errorOf('text') },
  })
}

/** POST: one place up or down. */
export const moveStandardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { set, standard } = await visibleStandard(db, actor, req)
  await moveStandard(db, actor, { setId: set.id, standardId: standard.id, direction: directed.parse(req.body ?? {}).direction })
  res.redirect(303, `${setHref(set.id)}#standard-${standard.id}`)
}

/** GET: asks before a standard is taken out. */
export const removeStandardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { set, standard } = await visibleStandard(db, actor, req)
  renderPage(res, 'standards/confirm', {
    title: 'Remove a standard',
    layout: 'staff',
    breadcrumbs: setTrail(set, { text: 'Remove a standard' }),
    caption: set.title,
    confirm: {
      heading: `Remove “${nameOf(standard)}”?`,
      paragraphs: ['It is in no later exercise. Exercises that have begun keep it, with its ratings.'],
      action: `${setHref(set.id)}/standards/${standard.id}/remove`,
      button: { text: 'Remove the standard', warning: true },
      cancel: { text: 'Cancel', href: `${setHref(set.id)}/standards/${standard.id}` },
    },
  })
}

/** POST: takes it out. */
export const doRemoveStandardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { set, standard } = await visibleStandard(db, actor, req)
  await removeStandard(db, actor, { setId: set.id, standardId: standard.id })
  req.session.notice = { text: `“${nameOf(standard)}” is removed from the set.` }
  res.redirect(303, setHref(set.id))
}
