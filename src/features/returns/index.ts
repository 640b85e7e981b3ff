export * from './lifecycle.ts'
export * from './disposition.ts'
