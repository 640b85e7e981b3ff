import { sayDay, sayInstant } from '../../platform/london.ts'
import { CONTACT_ROLE_WORDS } from '../history/index.ts'
import type { LastReturn } from '../lastYear/index.ts'
import { askedOfReturn } from '../questionnaires/index.ts'
import { stands, type OpenReturn, type signatures } from '../returns/index.ts'
import { beforeSigning, headingOf, sinceLast, type NotInPlace, type Since } from './notInPlace.ts'

/** What a governing body or board reads of a return: a page or two, on the screen, on paper, and as a Word file. */
export type Pack = {
  establishment: string
  round: string
  /** Where the return stands, and who has signed it. */
  facts: { key: string; value: string }[]
  heading: string
  notInPlace: NotInPlace[]
  /** What has changed; null where there is no return to compare with. */
  since: Since | null
}

export function packOf(open: OpenReturn, last: LastReturn | undefined): Pack {
  const { auditReturn, signOffs, responses, document } = open
  const { notInPlace, rated, ...changes } = beforeSigning(askedOfReturn(document, auditReturn.facts, responses), responses, last)
  return {
    establishment: auditReturn.establishmentName,
    round: auditReturn.roundName,
    facts: [
      { key: 'Submitted', value: submittedWords(auditReturn) },
      ...signOffs.map(signOff => ({ key: CONTACT_ROLE_WORDS[signOff.role], value: signedWords(signOff) })),
    ],
    heading: headingOf(notInPlace.length, rated),
    notInPlace,
    since: last ? sinceLast(last.roundName, changes) : null,
  }
}

/** When it was sent; a return that was sent back keeps when it was sent before. */
function submittedWords({ status, submittedAt, reference }: OpenReturn['auditReturn']): string {
  if (submittedAt === null) return 'Not yet'
  return stands('completed', status) ? `${sayInstant(submittedAt)}, reference ${reference ?? ''}` : 'Not since it was sent back'
}

function signedWords({ name, at, minuteReference, meetingOn }: signatures.SignOff): string {
  const minute = minuteReference === '' ? '' : `. Minute: ${minuteReference}`
  return `Signed by ${name} at ${sayInstant(at)}${minute}${meetingOn === null ? '' : `. Meeting of ${sayDay(meetingOn)}`}`
}
