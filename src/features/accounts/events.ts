import { eventWords, text, type Details } from '../history/index.ts'

const account = (details: Details): string | undefined => text(details.account)

export const events = eventWords({
  'account.added': { subject: 'accounts', did: 'added an account', more: d => [account(d), text(d.role)] },
  'account.changed': {
    subject: 'accounts',
    did: 'changed an account',
    more: d => [account(d), d.to === undefined ? undefined : `From ${text(d.from) ?? ''} to ${text(d.to) ?? ''}`],
  },
  'account.disabled': { subject: 'accounts', did: 'disabled an account', more: d => [account(d)] },
  'account.enabled': { subject: 'accounts', did: 'enabled an account', more: d => [account(d)] },
  'account.link_sent': { subject: 'accounts', did: 'sent a link to set a password', more: d => [account(d)] },
  'account.second_factor_reset': { subject: 'accounts', did: 'took the authenticator app off an account', more: d => [account(d)] },
  'account.signed_in': {
    subject: 'accounts',
    did: 'signed in',
    more: d => [d.by === 'recovery_code' ? 'With a recovery code' : d.by === 'demonstration_link' ? 'By a demonstration link' : undefined],
  },
  'account.password_set': { subject: 'accounts', did: 'set a password' },
  'account.password_changed': { subject: 'accounts', did: 'changed their password' },
  'account.second_factor_set': { subject: 'accounts', did: 'set up an authenticator app' },
  'account.recovery_codes_made': { subject: 'accounts', did: 'made new recovery codes' },
  'account.sessions_ended': { subject: 'accounts', did: 'signed out everywhere else' },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
