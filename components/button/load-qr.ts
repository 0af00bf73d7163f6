/** Few people scan, so the drawing of QR codes comes when somebody asks. A bundle pins it by its hash. */
export const loadQr = () => import('./qr.ts')
