/** "s•••@ashgrove.example": enough to recognise one's own address by, too little to learn somebody else's. */
export function maskedEmail(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.slice(0, 1)}•••@${domain}`
}
