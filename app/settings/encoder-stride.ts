/** The coarsest stride of each encoder, px: height and width of what it is given must be multiples of it. */
export const ENCODER_STRIDE = { compact: 32, dinov2_vitb14: 14 } as const;
