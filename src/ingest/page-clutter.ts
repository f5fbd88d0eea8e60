import { type PageDocument, type PageElement, textOf } from './page-dom.ts';

/** Never part of an article's words. */
const NEVER =
  'script,style,noscript,template,form,button,select,nav,svg,iframe,object,dialog,figcaption,[itemprop="caption"],[itemprop="copyrightHolder"]';

/** Beside the article by what they say they are. */
const BESIDE = 'aside,[role="complementary"],[role="navigation"],[role="dialog"],[aria-hidden="true"]';

/** What sites call the boxes around an article, as whole parts of a class or id. */
const CLUTTER_NAMES = [
  'captions?',
  'figcaption',
  'image-?credit',
  'photo-?credit',
  'credits?',
  'wp-caption-text',
  'related(?:[-_]?\\w+)?',
  'recirc\\w*',
  'recommend\\w*',
  'read-?(?:more|next|also)',
  'also-?(?:like|read)',
  'more-?(?:stories|news|from|on|articles)',
  'most-?(?:read|popular|viewed)',
  'trending',
  'popular(?:-\\w+)?',
  'news-?letter\\w*',
  'sign-?up',
  'subscribe\\w*',
  'subscription',
  'share\\w*',
  'sharing',
  'social\\w*',
  'follow-?us',
  'addthis\\w*',
  'sharedaddy',
  'jp-relatedposts',
  'comments?(?:-\\w+)?',
  'disqus\\w*',
  'outbrain\\w*',
  'taboola\\w*',
  'promo\\w*',
  'teaser\\w*',
  'sponsor\\w*',
  'advert\\w*',
  'ad-?(?:slot|unit|container|wrapper)',
  'breadcrumbs?',
  'author-?(?:bio|box|info|card)',
  'about-?(?:the-?)?author',
  'bio-?box',
  'byline\\w*',
  'dateline',
  'timestamp',
  'publish(?:ed)?-?date',
  'article-?(?:date|time|meta|tags|topics|footer)',
  'post-?(?:meta|tags|footer|date)',
  'entry-?(?:meta|footer|date)',
  'tags?-?(?:list|links|cloud)?',
  'topics?-?(?:list)?',
  'cookie\\w*',
  'gdpr',
  'consent',
  'slideshow',
  'carousel',
  'lightbox',
  'copyright',
  'disclaimer',
  'print-only',
  'visually-hidden',
  'sr-only',
  'screen-reader\\S*',
  'hidden',
  'rail',
  'sidebar',
  'widget\\w*',
  'toolbar',
  'playlist',
  'video-?(?:player|caption|meta)',
  'inline-?(?:related|promo|newsletter|gallery)',
];
const CLUTTER = new RegExp(`(?:^|[\\s_-])(?:${CLUTTER_NAMES.join('|')})(?=$|[\\s_-])`, 'i');

/** A name that says body outweighs one that says clutter ("article-body social-embed"). */
const BODY =
  /article-?body|story-?body|post-?(?:body|content)|entry-?content|body-?(?:text|content)|main-?content|content-?body/i;

/** What always stays, whatever its class says. */
const KEPT_TAGS = new Set(['body', 'article', 'main', 'h1']);

/** A box with more of the page's prose than these shares is taken for the article itself, whatever its name. */
const MAX_BESIDE_SHARE = 0.25;
const MAX_CLUTTER_SHARE = 0.3;
const MAX_CLUTTER_PARAGRAPHS_SHARE = 0.15;
const MAX_CLUTTER_PARAGRAPHS_CHARS = 900;

/** An article shorter than this, with a link and no longer paragraph, is a card that leads to another. */
const MAX_CARD_CHARS = 250;
const MAX_CARD_LINE_CHARS = 80;

/** Pages without paragraphs still lose boxes of at least so many characters of text only by share. */
const LEAST_PROSE_CHARS = 500;

/** Takes what is not the article's own text off the document, in place: scripts, forms, and boxes that are named for what they hold. */
export function removeClutter(document: PageDocument): void {
  const { body } = document;
  if (body === null) return;
  // Readability takes a head full of text for the article, and then looks in vain for the body around it.
  document.querySelector('head')?.remove();
  const prose = Math.max(LEAST_PROSE_CHARS, paragraphChars(body));
  for (const element of Array.from(body.querySelectorAll(NEVER))) element.remove();
  for (const element of Array.from(body.querySelectorAll(BESIDE))) {
    if (element.parentNode !== null && textOf(element).length < prose * MAX_BESIDE_SHARE) element.remove();
  }
  for (const element of Array.from(body.querySelectorAll('article'))) if (isCard(element)) element.remove();
  for (const element of Array.from(body.querySelectorAll('[class],[id]'))) {
    if (element.parentNode !== null && isNamedClutter(element) && !holdsArticle(element, prose)) element.remove();
  }
}

/** A link to another article, marked as an article itself. */
function isCard(element: PageElement): boolean {
  if (element.querySelector('a') === null || textOf(element).length >= MAX_CARD_CHARS) return false;
  return Array.from(element.getElementsByTagName('p')).every(
    (paragraph) => textOf(paragraph).length <= MAX_CARD_LINE_CHARS,
  );
}

function isNamedClutter(element: PageElement): boolean {
  if (KEPT_TAGS.has(element.localName)) return false;
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
  // Names are also written in one word: relatedStories.
  return CLUTTER.test(names.replace(/([a-z])([A-Z])/g, '$1-$2')) && !BODY.test(names);
}

function holdsArticle(element: PageElement, prose: number): boolean {
  if (textOf(element).length > prose * MAX_CLUTTER_SHARE) return true;
  const own = paragraphChars(element);
  return own > MAX_CLUTTER_PARAGRAPHS_CHARS && own > prose * MAX_CLUTTER_PARAGRAPHS_SHARE;
}

function paragraphChars(element: PageElement): number {
  let chars = 0;
  for (const paragraph of element.getElementsByTagName('p')) chars += textOf(paragraph).length;
  return chars;
}
