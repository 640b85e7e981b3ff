import { Refusal } from '../../platform/http/refusal.ts'

const TO_QUESTIONNAIRES = [{ text: 'Go to the questionnaires', href: '/questionnaires' }]

export const refuse = {
  draftExists: (set: string) =>
    new Refusal(
      'conflict',
      'questionnaires.draft_exists',
      `Set ${set} has a draft already`,
      ['Nothing was changed. Change that draft, or discard it first.'],
      TO_QUESTIONNAIRES,
    ),
  draftChanged: (by: string) =>
    new Refusal(
      'conflict',
      'questionnaires.draft_changed',
      'Someone else changed this draft',
      [`${by} saved it after you opened it. Nothing of yours was saved.`],
      TO_QUESTIONNAIRES,
    ),
  cannotChoose: () =>
    new Refusal(
      'conflict',
      'questionnaires.cannot_choose',
      'The questions of this draft cannot be chosen yet',
      ['Its document still has faults. Nothing was changed. Mend them where the document was written, or discard the draft.'],
      TO_QUESTIONNAIRES,
    ),
  notADraft: () =>
    new Refusal(
      'conflict',
      'questionnaires.not_a_draft',
      'This version was published',
      ['Nothing was changed. A published version stays as it is: start a draft of the next one.'],
      TO_QUESTIONNAIRES,
    ),
}
