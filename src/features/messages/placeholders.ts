/** Stands in a body where the audit link of the message's invitation goes; filled in when the mail leaves or staff read it. */
export const AUDIT_LINK = '{{audit link}}'
/** Stands in a body where a secret link goes that another feature made; filled in when the mail leaves or staff read it. */
export const SECRET_LINK = '{{secret link}}'
/** Stands in a body where a code goes that only the person who was written to may see; filled in only when the mail leaves. */
export const SECRET_CODE = '{{secret code}}'
/** Stands in a body where a member of staff's link to set a password goes; filled in only when the mail leaves. */
export const PASSWORD_LINK = '{{password link}}'
