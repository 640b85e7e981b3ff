import { londonDate } from '../../../platform/london.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { holdsFiles } from '../../questions/index.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { answerPosted } from './section.ts'
import { accepted, addFiles } from '../../evidence/index.ts'
import { openFor } from '../openActions.ts'
import { mayOpenFile } from '../reach.ts'
import { takeSection } from './sectionForm.ts'
import { fileAgainOf, noneChosen, type UploadReport } from './evidenceBox.ts'
import { fileAgain } from './fileAgain.ts'
import { settleUnsent } from './unsent.ts'
import { tellHead } from './tellHead.ts'
import { addingOf } from './incomingFiles.ts'

/** A section with files: its answers are saved first, so that no file can cost a word of them. */
export const saveSectionWithFilesPage: Page<ContributorActor> = async (context, req, res) => {
  const { actor, config, now } = context
  const body = req.body as Body
  const posted = await takeSection(context, await openFor(context.db, actor), String(req.params.section), body)
  if (posted.refusal) {
    await answerPosted(context, res, posted, body)
    return
  }
  await settleUnsent(context.db, actor, req)
  const keys = posted.section.questions.filter(holdsFiles).map(({ key }) => key)
  const adding = addingOf(req, posted.open.auditReturn.id, keys, londonDate(now()))
  const again = fileAgainOf(typed(body, 'intent'))
  if (adding.files.length === 0 && adding.links.length === 0 && !again) {
    await tellHead(context, req, posted.open.auditReturn)
    await answerPosted(context, res, posted, body, noneChosen(typed(body, 'intent'), keys))
    return
  }
  const limits = { megabytes: config.UPLOAD_LIMIT_MB, filesAtOnce: accepted.FILES_AT_ONCE }
  const sees = (file: { questionKeys: string[] }) => mayOpenFile(posted.open, file)
  const work = async (): Promise<UploadReport> => {
    const some = adding.files.length + adding.links.length > 0
    const added = some ? await addFiles(context, actor, { ...adding, limits, sees }) : { added: 0, refused: [] }
    const more = again && keys.includes(again.questionKey) ? await fileAgain(context, posted.open, again) : { added: 0, refused: [] }
    return { added: added.added + more.added, refused: [...added.refused, ...more.refused] }
  }
  const uploads: UploadReport = await work().catch((error: unknown) => {
    // Whoever may not act any more is told that alone, and is shown nothing of the return.
    if (error instanceof Refusal && error.kind === 'forbidden') throw error
    // The answers are saved by now: whatever happened to the files is told on the page, not instead of it.
    if (!(error instanceof Refusal)) context.log.error({ err: error }, 'files could not be added')
    const why = error instanceof Refusal ? error.message : 'could not be stored just now. Try again in a few minutes'
    return { added: 0, refused: [{ questionKey: keys[0] ?? '', name: 'The files', why }] }
  })
  const open = await openFor(context.db, actor)
  await tellHead(context, req, open.auditReturn)
  await answerPosted(context, res, { ...posted, open }, body, uploads)
}
