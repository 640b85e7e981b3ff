export { get, post, upload } from './route.ts'
export { allows, isStaffPermission, roleHolds, STAFF_PERMISSIONS, type Permission, type StaffPermission } from './permissions.ts'
export { loadStaff } from './store.ts'
