import { Refusal } from '../../platform/http/refusal.ts'
import { RESEND_MINUTES } from './limits.ts'

const TOO_MANY = {
  working: {
    heading: 'This return has as many links as it can have',
    instead: 'End a link that is no longer needed, then add another colleague.',
  },
  day: {
    heading: 'As many links were sent today as can be sent in a day',
    instead: 'Add your colleague tomorrow, or ask your partnership to send the link now.',
  },
  ever: {
    heading: 'As many links were sent for this return as you can send',
    instead: 'Ask your partnership: they can send a link to another colleague.',
  },
}

export const refuse = {
  notOpen: (roundId: number) =>
    new Refusal(
      'conflict',
      'invitations.round_not_open',
      'Links can be issued while the round is open',
      ['Nothing was sent. Open the round first.'],
      [{ text: 'Go to the round', href: `/rounds/${roundId}` }],
    ),
  noAddress: (returnId: number) =>
    new Refusal(
      'conflict',
      'invitations.no_address',
      'There is nobody to mail the link to',
      ['Nothing was sent. Add a contact with an email address to the establishment, or make a link to hand over.'],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  noLinkNeeded: (returnId: number) =>
    new Refusal(
      'conflict',
      'invitations.no_link_needed',
      'This return needs no audit link now',
      ['Nothing was sent or changed. It was excused, or its round is not open and asks it for no evidence and no signature.'],
      [{ text: 'Go back to the return', href: `/returns/${returnId}` }],
    ),
  revokedAlready: (returnId: number) =>
    new Refusal(
      'conflict',
      'invitations.revoked',
      'This audit link was revoked already',
      ['Nothing was changed.'],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  tooManyColleagues: (limit: keyof typeof TOO_MANY, returnId: number, isContributor: boolean) =>
    new Refusal(
      'too_many',
      'invitations.too_many_colleagues',
      TOO_MANY[limit].heading,
      [`Nothing was sent. ${TOO_MANY[limit].instead}`],
      [{ text: 'Go back', href: isContributor ? '/return/colleagues' : `/returns/${returnId}/links` }],
    ),
  onlyMain: () =>
    new Refusal(
      'forbidden',
      'invitations.only_main',
      'Colleagues are added by whoever holds the main link',
      ['It was sent to the Designated Safeguarding Lead or the head. Ask them to add your colleague.'],
      [{ text: 'Go back to the return', href: '/return' }],
    ),
  tooManyLinks: (seconds: number) =>
    new Refusal('too_many', 'invitations.too_many', 'Too many links were tried from here', [
      `Wait ${Math.ceil(seconds / 60)} minutes, then open the link in your email again. A link that is right always works.`,
    ]),
  tooManyRequests: (seconds: number) =>
    new Refusal('too_many', 'invitations.too_many_requests', 'Too many links were asked for from here', [
      `Wait ${Math.ceil(seconds / 60)} minutes and try again. If you asked less than ${RESEND_MINUTES} minutes ago, look for the message first.`,
    ]),
}
