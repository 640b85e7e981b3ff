import { z } from 'zod'
import { optionalText } from '../../../platform/forms/fields.ts'
import { parseForm, typed, typedAll } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { describeFile, documentDate, held, removeFile, requireMayChangeFile, restoreFile, sendEvidence } from '../../evidence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { removeHeld } from './heldFile.ts'
import { fileQuestions } from '../fileQuestions.ts'
import { isAllTheirs } from '../reach.ts'
import { refuse } from '../refusals.ts'
import { fileOf, showFile } from './ownFile.ts'

/** Downloads a file of the person's own return. */
export const downloadPage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  const labels = new Map(fileQuestions(open).map(({ key, shortLabel, label }) => [key, shortLabel ?? label]))
  await sendEvidence(res, context.files, held.openToOwner(file), { school: open.auditReturn.establishmentName, labels })
}

/** One file: what it shows, of which day it is, for which questions it counts, and taking it out. */
export const filePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  showFile(res, open, file, { errors: [] }, context.config.UPLOAD_LIMIT_MB)
}

const about = z.object({
  note: optionalText('What the file shows', 500),
  day: optionalText('Day', 10),
  month: optionalText('Month', 20),
  year: optionalText('Year', 10),
})

export const describePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  requireMayChangeFile(open.auditReturn, file)
  const form = parseForm(about, req.body)
  const typedHere = {
    note: typed(req.body, 'note'),
    day: typed(req.body, 'day'),
    month: typed(req.body, 'month'),
    year: typed(req.body, 'year'),
  }
  const dated = documentDate.datedFromParts(typedHere)
  const errors = [...(form.ok ? [] : form.errors), ...('error' in dated ? [{ field: 'day', message: dated.error }] : [])]
  if (!form.ok || 'error' in dated) {
    showFile(res.status(422), open, file, { typed: typedHere, errors }, context.config.UPLOAD_LIMIT_MB)
    return
  }
  const asked = fileQuestions(open).map(({ key }) => key)
  await describeFile(context.db, context.actor, {
    returnId: open.auditReturn.id,
    evidenceId: file.id,
    note: form.values.note,
    datedOn: dated.date,
    questionKeys: typedAll(req.body, 'questions').filter(key => asked.includes(key)),
  })
  req.session.notice = { text: `What you said about “${file.name}” is saved.` }
  res.redirect(303, '/return/evidence')
}

/** Takes a file off a question, or out of the return. */
export const removePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  const question = typed(req.body, 'question')
  // A file that another section counts as well leaves that to whoever may see it.
  if (!isAllTheirs(open, file) && !fileQuestions(open).some(({ key }) => key === question)) throw refuse.notFound()
  if (held.isHeld(file) && question === '') {
    await removeHeld(context, req, file)
    res.redirect(303, '/return/evidence')
    return
  }
  const done = await removeFile(context.db, context.actor, {
    returnId: open.auditReturn.id,
    evidenceId: file.id,
    questionKey: question === '' ? null : question,
  })
  req.session.notice =
    done === 'detached'
      ? { text: `“${file.name}” no longer counts for this question. It is still in the return.` }
      : { text: `“${file.name}” is removed.`, link: { text: 'Undo', href: `/return/evidence/${file.id}/restore` } }
  res.redirect(303, '/return/evidence')
}

/** Asks before a removed file comes back: a link must not change anything. */
export const restoreQuestionPage: Page<ContributorActor> = async (context, req, res) => {
  const { file } = await fileOf(context, req, { removed: true })
  renderPage(res, 'answering/evidenceRestore', {
    title: 'Bring this file back?',
    backLink: { text: 'Evidence', href: '/return/evidence' },
    name: file.name,
    action: `/return/evidence/${file.id}/restore`,
  })
}

export const restorePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req, { removed: true })
  if (!isAllTheirs(open, file)) throw refuse.notFound()
  await restoreFile(context.db, context.actor, { returnId: open.auditReturn.id, evidenceId: file.id })
  req.session.notice = { text: `“${file.name}” is back.` }
  res.redirect(303, '/return/evidence')
}
