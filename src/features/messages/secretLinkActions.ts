import { linkToken } from '../../platform/linkToken.ts'

export { forgetSecretLink } from './store.ts'

/** The address of a secret link that another feature made. @param path where it leads, which is the purpose of its token too */
export const secretLink = ({ secret, baseUrl }: { secret: Buffer; baseUrl: string }, path: string, nonce: Buffer): string =>
  `${baseUrl}${path}/${linkToken(secret, path, nonce)}`

/** The address at which a member of staff sets a password. */
export const passwordLink = (secret: Buffer, baseUrl: string, nonce: Buffer): string =>
  `${baseUrl}/account/set-password/${linkToken(secret, 'set_password', nonce)}`
