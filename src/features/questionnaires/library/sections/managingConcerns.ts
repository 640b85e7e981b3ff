import type { Section } from '../../document.ts'
import { KCSIE, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  concernsAnyoneCanRefer,
  concernsEarlyHelp,
  concernsEmergencyContacts,
  concernsEscalation,
  concernsFileTransfer,
  concernsInformationSharing,
  concernsRecords,
} from '../shared/concerns.ts'

/** From the first worry to the help that a child gets. */
export const managingConcerns = (t: Terms): Section => ({
  key: 'managing_concerns',
  title: 'Managing concerns about children',
  intro: 'What happens between the first worry and the help that a child gets.',
  questions: [
    {
      kind: 'yes_partly_no',
      key: 'concerns_disclosure',
      label: 'Do staff know what to say, and not to say, when a child tells them of harm?',
      guidance: 'They listen, never promise secrecy, let the child know that telling was right, and report at once.',
      strength: 'should',
      reference: KCSIE.disclosures,
    },
    { ...concernsRecords, reference: KCSIE.records },
    {
      ...concernsFileTransfer,
      guidance: `They travel securely, apart from the main file, and a receipt comes back. For a move in the summer it is the first five days of term.`,
      strength: 'should',
      reference: KCSIE.fileTransfer,
    },
    {
      ...concernsEarlyHelp,
      guidance: 'This includes community-based early help and Family Help, whatever they are called in this area.',
      reference: `${KCSIE.partOne}; ${OTHER.workingTogether}`,
    },
    { ...concernsAnyoneCanRefer, reference: KCSIE.actAtOnce },
    {
      ...concernsEscalation,
      guidance: 'Referrals are followed up. If things do not get better for the child, the concern is raised again, and higher if needed.',
      reference: `${KCSIE.partOne}; ${OTHER.workingTogether}`,
    },
    {
      ...concernsInformationSharing,
      guidance: 'Data protection law does not stop it. Staff do not assume that someone else has passed it on.',
      reference: KCSIE.sharing,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_vulnerable_overview',
      label: 'Is there one current overview of every child who needs extra help or protection?',
      guidance: `It covers children with a social worker, looked-after and previously looked-after children, young carers and others. A named person reviews it at set times.`,
      strength: 'good_practice',
      reference: KCSIE.partTwo,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_police_domestic_notices',
      label: 'Do you act the same day on police notices of domestic abuse (Operation Encompass)?',
      guidance: 'Someone reads them before the day begins, and the child is supported quietly.',
      strength: 'should',
      reference: KCSIE.partOne,
    },
    {
      ...concernsEmergencyContacts,
      label: `Do you hold at least two emergency contacts for every ${t.pupil} where that is possible?`,
      guidance: 'A second contact has saved lives when a parent could not be reached.',
      strength: 'should',
      reference: KCSIE.partTwo,
    },
  ],
})
