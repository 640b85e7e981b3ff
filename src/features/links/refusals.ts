import type { Id } from '../../platform/id.ts'
import { Refusal } from '../../platform/http/refusal.ts'
import { sayMinutes } from '../../platform/say.ts'
import { sayInstant } from '../../platform/london.ts'
import type { Invitation } from './store.ts'

export const refuse = {
  notStarted: () =>
    new Refusal(
      'forbidden',
      'invitations.not_started',
      'Open your audit link again',
      [
        'To see a return, open the audit link that your partnership gave you and say who you are.',
        'Opening it again changes nothing that was saved.',
      ],
      [{ text: 'I do not have a link', href: '/audit/lost-link' }],
    ),
  noLinkNeeded: (returnId: Id<'return'>) =>
    new Refusal(
      'conflict',
      'invitations.no_link_needed',
      'This return needs no audit link now',
      ['Nothing was sent or changed. It was excused, or its round is not open and asks it for no evidence and no signature.'],
      [{ text: 'Go back to the return', href: `/returns/${returnId}` }],
    ),
  revokedAlready: ({ returnId, name, endedBy, revokedAt, revokedReason }: Invitation) =>
    new Refusal(
      'conflict',
      'invitations.revoked',
      'This audit link was ended already',
      [
        `The link of ${name} was ended${endedBy === '' ? '' : ` by ${endedBy}`}${revokedAt === null ? '' : ` at ${sayInstant(revokedAt)}`}${revokedReason === null || revokedReason === '' ? '' : ` (${revokedReason})`}. Nothing was changed now.`,
      ],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  handedOverMeanwhile: ({ returnId, name, issuedBy, issuedAt }: Invitation) =>
    new Refusal(
      'conflict',
      'invitations.handed_over_meanwhile',
      `${name} was given the main link meanwhile`,
      [
        `${issuedBy} issued it at ${sayInstant(issuedAt)}, after you opened the page. Nothing was changed now. Look at the links again before you choose.`,
      ],
      [{ text: 'Go back to the links', href: `/returns/${returnId}/links` }],
    ),
  onlyMainSees: () =>
    new Refusal(
      'forbidden',
      'invitations.only_main_sees',
      'This is for the person who holds the main link',
      ['Ask the person who holds it, usually the Designated Safeguarding Lead or the head, to look or to end an access.'],
      [{ text: 'Go back to the return', href: '/return' }],
    ),
  ownAccess: () =>
    new Refusal(
      'conflict',
      'invitations.own_access',
      'You cannot end your own access',
      ['To leave the return on this device, sign out. If someone else uses your name, make a new main link.'],
      [{ text: 'Make a new main link', href: '/return/colleagues/new-main-link' }],
    ),
  tooManyLinks: (seconds: number) =>
    new Refusal('too_many', 'invitations.too_many', 'Too many links were tried from here', [
      `Wait ${sayMinutes(seconds)}, then open the link in your email again. A link that is right always works.`,
    ]),
}
