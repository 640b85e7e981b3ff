import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'

/** Why the register turns a request down. */
export const refuse = {
  importAlreadyApplied: (importId: Id<'import'>) =>
    new Refusal(
      'conflict',
      'register.already_applied',
      'This file has already been imported',
      ['Nothing was changed again.'],
      [{ text: 'See what it changed', href: `/register/imports/${importId}` }],
    ),
  successorsHaveContacts: () =>
    new Refusal(
      'conflict',
      'register.successors_have_contacts',
      'They have contacts already',
      ['Nothing was changed.'],
      [{ text: 'See who has none', href: '/register/contacts/successors' }],
    ),
  nothingToUndo: () => new Refusal('conflict', 'register.nothing_to_undo', 'There is no import to undo', ['Nothing was changed.']),
  undoneBefore: (importId: Id<'import'>) =>
    new Refusal(
      'conflict',
      'register.undone_before',
      'This import has already been undone',
      ['Nothing was changed again. To import the file after all, choose it again.'],
      [{ text: 'See what was undone', href: `/register/imports/${importId}` }],
    ),
  notTheLast: () =>
    new Refusal(
      'conflict',
      'register.not_the_last',
      'This import can no longer be undone',
      ['Only the last import of the register can be undone. Nothing was changed.'],
      [{ text: 'See the imports', href: '/register/imports' }],
    ),
  addedInUse: () =>
    new Refusal(
      'conflict',
      'register.added_in_use',
      'Some of the establishments that this import added are in use',
      ['They have a contact or a return, or stand in a round, so the import cannot be undone. Nothing was changed.'],
      [{ text: 'See the imports', href: '/register/imports' }],
    ),
  importDiscarded: () =>
    new Refusal(
      'gone',
      'register.discarded',
      'This preview was discarded',
      ['Nothing of it was imported. Choose the file again to make a new preview.'],
      [{ text: 'Bring the register up to date', href: '/register/imports' }],
    ),
  importOutOfDate: (again = '/register/imports') =>
    new Refusal(
      'conflict',
      'register.out_of_date',
      'The register has changed since this preview was made',
      [
        'What the preview shows is no longer what would happen, so nothing was changed.',
        'Choose the file again: the new preview compares it with the register as it is now.',
      ],
      [{ text: 'Choose the file again', href: again }],
    ),
  previewMadeAnew: (importId: Id<'import'>) =>
    new Refusal(
      'conflict',
      'register.preview_made_anew',
      'This preview has changed since you opened it',
      ['A word of the file was explained meanwhile, so it would do something else now. Nothing was changed.'],
      [{ text: 'See what it would change now', href: `/register/imports/${importId}` }],
    ),
  tooManyLost: (importId: Id<'import'>, words: string) =>
    new Refusal(
      'conflict',
      'register.too_many_lost',
      'This file would close too much of the register',
      [words, 'Nothing was changed.'],
      [{ text: 'Go back to the preview', href: `/register/imports/${importId}` }],
    ),
  contactChanged: (establishmentId: Id<'establishment'>) =>
    new Refusal(
      'conflict',
      'register.contact_changed',
      'Someone else changed this contact while you had the page open',
      ['Nothing of yours was saved. Look at what it says now, and change it again if you still need to.'],
      [{ text: 'See the contacts as they are now', href: `/register/establishments/${establishmentId}#contacts-heading` }],
    ),
  identifierTaken: (identifier: string, establishmentId: Id<'establishment'>, name: string) =>
    new Refusal(
      'conflict',
      'register.identifier_taken',
      `${identifier} is already in the register`,
      [`It belongs to ${name}. Nothing was changed.`],
      [{ text: name, href: `/register/establishments/${establishmentId}` }],
    ),
  notALocalRecord: (establishmentId: Id<'establishment'>) =>
    new Refusal(
      'conflict',
      'register.not_local',
      'This establishment is kept by the national register',
      ['What the register says is changed there, and comes here with the next import. You can change its contacts and its question set.'],
      [{ text: 'Go to the establishment', href: `/register/establishments/${establishmentId}` }],
    ),
}
