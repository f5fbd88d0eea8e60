declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

export type SourceId = Id<'source'>;
export type ArticleId = Id<'article'>;
export type StoryId = Id<'story'>;
export type ChannelId = Id<'channel'>;
export type SubscriptionId = Id<'subscription'>;
export type EditionId = Id<'edition'>;
export type DigestId = Id<'digest'>;
export type DeliveryId = Id<'delivery'>;
export type MuteId = Id<'mute'>;
