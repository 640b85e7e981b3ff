import { component } from '../../../platform/http/templates.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { accepted, addFiles, evidenceOf } from '../../evidence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { fileQuestions, questionsWithFiles } from '../fileQuestions.ts'
import { openFor } from '../openActions.ts'
import { mayOpenFile } from '../reach.ts'
import { refuse } from '../refusals.ts'
import { evidenceBox, sayNotAdded } from './evidenceBox.ts'
import { addingOf } from './incomingFiles.ts'
import { tellHead } from './tellHead.ts'

/** What became of a file that the script of a page sent. The script shows it (assets/sendFiles.ts). */
export type SentFile = {
  isAdded: boolean
  /** "policy.pdf was added.", or why not. */
  said: string
  /** As they are drawn: of each question, its files and those that could be used for it as well. */
  boxes: Record<string, { attached: string; attachable: string }>
}

/**
 * Adds one file to one question, as the form does with several: the script of the page sends each by itself, so that each has its own
 * progress, and can be cancelled and sent again without the others.
 */
export const sendFilePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor, config, now } = context
  const open = await openFor(db, actor)
  const { files, ...adding } = addingOf(
    req,
    open.auditReturn.id,
    fileQuestions(open).map(({ key }) => key),
    londonDate(now()),
  )
  if (files.length === 0) throw refuse.noFile()
  const megabytes = config.UPLOAD_LIMIT_MB
  const sees = (file: { questionKeys: string[] }) => mayOpenFile(open, file)
  const limits = { megabytes, filesAtOnce: accepted.FILES_AT_ONCE }
  const { refused } = await addFiles(context, actor, { ...adding, files, links: [], limits, sees })
  await tellHead(context, req, open.auditReturn)
  const all = (await evidenceOf(db, actor.partnershipId, open.auditReturn.id)).filter(sees)
  const boxes = questionsWithFiles(open).map(question => {
    const box = evidenceBox(question, { open, files: all, megabytes })
    const attached = component('answering/attached', box)
    return [question.key, { attached, attachable: box.attachable ? component('answering/attachable', box) : '' }] as const
  })
  const [not] = refused
  const said = not ? sayNotAdded(not) : 'It was added.'
  res.json({ isAdded: !not, said, boxes: Object.fromEntries(boxes) } satisfies SentFile)
}
