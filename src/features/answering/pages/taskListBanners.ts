import { sayInstant, sayMoment } from '../../../platform/london.ts'
import type { SectionProgress } from '../../questionnaires/index.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'
import { type OpenReturn, stands } from '../../returns/index.ts'
import type { sampleRequests } from '../../sampling/index.ts'
import { LEFT, LEFT_TITLE } from '../whatIsLeft.ts'

export const waitingView = (sections: readonly SectionProgress[], waiting: readonly { sectionKey: string; at: Date }[], now: Date) =>
  waiting.flatMap(({ sectionKey, at }) => {
    const title = sectionKey === LEFT ? LEFT_TITLE : sections.find(one => one.sectionKey === sectionKey)?.title
    if (title === undefined) return []
    return [{ href: `/return/sections/${sectionKey}`, text: `“${title}”, sent at ${sayMoment(at, now)}` }]
  })

export const heldView = (files: readonly EvidenceFile[]) => ({
  heading: files.length === 1 ? 'A file of this return is held back' : `${files.length} files of this return are held back`,
  text:
    files.length === 1
      ? 'It seems to hold details of children, so your partnership cannot open it. Replace it, remove it, or say why it is right to send.'
      : 'They seem to hold details of children, so your partnership cannot open them. Replace each, remove it, or say why it is right to send.',
  files: files.map(({ id, name }) => ({ text: name, href: `/return/evidence/${id}/change` })),
})

export const requestView = ({ dueAt }: sampleRequests.EvidenceRequest, now: Date) => ({
  heading: 'Your partnership asks for evidence',
  text: `Your establishment was chosen for the dip sample. ${dueAt > now ? `Please add the documents by ${sayInstant(dueAt)}.` : `The documents were due at ${sayInstant(dueAt)}. If you have not sent them, please add them now.`}`,
  link: { text: 'See what is asked and add files', href: '/return/evidence' },
})

/** For a return in which nothing more is to be typed: why, in a sentence or two. */
export function standing(
  { auditReturn: { status, roundStatus, submittedAt, acceptedAt, reference, excusedReason } }: OpenReturn,
  request: sampleRequests.EvidenceRequest | undefined,
): { heading: string; text: string } | null {
  const when = submittedAt === null ? '' : ` at ${sayInstant(submittedAt)}`
  const named = reference === null ? '' : ` The reference is ${reference}.`
  if (stands('awaiting_chair', status))
    return {
      heading: 'Submitted. The chair still needs to sign',
      text: `It was submitted${when}.${named} The chair or proprietor can sign by a link of their own, even after the due date.`,
    }
  if (stands('completed', status))
    return acceptedAt === null
      ? { heading: 'This return is submitted', text: `It was submitted${when}.${named}` }
      : {
          heading: 'This return is submitted and accepted',
          text: `It was submitted${when}, and your partnership has accepted it.${named}`,
        }
  if (stands('not_expected', status))
    return {
      heading: 'You do not need to complete this return',
      text: excusedReason ?? 'Your partnership has excused you from this audit.',
    }
  if (roundStatus !== 'open')
    return {
      heading: 'This audit has closed',
      text: request
        ? 'No more answers can be typed. Files can still be added.'
        : 'Nothing more can be typed. Ask your partnership if you still need to send something.',
    }
  return null
}
