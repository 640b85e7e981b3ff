import type { Section } from '../../document.ts'
import { cites, KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  concernsAnyoneCanRefer,
  concernsConferences,
  concernsEarlyHelp,
  concernsEmergencyContacts,
  concernsEscalation,
  concernsFileTransfer,
  concernsInformationSharing,
  concernsRecords,
} from '../shared/concerns.ts'

/** From the first worry to the help that a child gets. Rated yes, partly, no. */
export const managingConcerns = (t: Terms): Section => ({
  key: 'managing_concerns',
  title: 'Managing concerns about children',
  intro: 'What happens between the first worry and the help that a child gets.',
  questions: [
    { ...concernsRecords, ...cites(KCSIE.records) },
    {
      ...concernsFileTransfer,
      guidance: 'They travel securely, apart from the main file, and a receipt comes back.',
      strength: 'should',
      ...cites(KCSIE.fileTransfer),
    },
    concernsEarlyHelp,
    { ...concernsAnyoneCanRefer, ...cites(KCSIE.actAtOnce) },
    {
      ...concernsEscalation,
      guidance: 'Referrals are followed up. If things do not get better for the child, the concern is raised again.',
    },
    concernsConferences,
    {
      kind: 'yes_partly_no',
      key: 'concerns_police_domestic_notices',
      label: 'Do you act the same day on police notices of domestic abuse (Operation Encompass)?',
      instruction: 'If no notice came, choose “yes” if someone would read one the same day.',
      guidance: 'Someone reads them before the day begins, and the child is supported quietly.',
      strength: 'should',
    },
    {
      ...concernsInformationSharing,
      guidance: 'Data protection law does not stop it. Staff do not assume that someone else has passed it on.',
      ...cites(KCSIE.sharing),
      required: false,
    },
    {
      kind: 'yes_partly_no',
      key: 'concerns_vulnerable_overview',
      label: 'Is there one current overview of every child who needs extra help or protection?',
      guidance: 'It covers children with a social worker, looked-after children, young carers and others. A named person reviews it.',
      strength: 'good_practice',
      required: false,
    },
    {
      ...concernsEmergencyContacts,
      label: `Do you hold at least two emergency contacts for every ${t.pupil} where that is possible?`,
      guidance: 'A second contact has saved lives when a parent could not be reached.',
      strength: 'should',
      required: false,
    },
  ],
})
