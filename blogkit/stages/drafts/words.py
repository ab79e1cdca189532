"""What drafts say of their own accord, in the language of the post. The rest is in the author's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases with {places}. Short, for a network has room for little else."""

    comma: str = ", "
    and_: str = " and "
    stop: str = "."
    quoted: str = "“{text}”"
    by: str = "{what} by {who}"
    because: str = "{who} – {why}"
    guest: str = "A guest post by {who}"
    host: str = "I wrote it as a guest of {who}"
    answers: str = "It answers {what}"
    via: str = "Found through {who}"
    thanks: str = "Thanks to {who}"
    again: str = "to {who}"
    """After the first of several."""
    for_: str = "{who} for {why}"
    cites: str = "It points to {what}"
    # letters
    hello: str = "Hello {who},"
    out: str = "{post} is out:"
    cited: str = "It cites your work. This is how:"
    cited_links: str = "It cites your work, and links to it:"
    right: str = "If I got something wrong, tell me, and I will put it right."
    answer: str = "It answers what you wrote:"
    thank_for: str = "Thank you for {why}."
    thank: str = "Thank you for your part in it."
    led: str = "You led me to what it is about. Thank you."
    named: str = "It names you, because of this: {why}"
    ask: str = "May I name you when I tell others about it? If you would rather not, I will leave your name out."
    guest_out: str = "your post {post} is out:"
    guest_thanks: str = "Thank you for writing for my readers."
    guest_texts: str = "If you would like to share it, here are texts to begin with. They are yours to change."
    guest_credit: str = (
        "Mastodon can show your name below every link to it. For that, open Preferences, Public profile, Verification, "
        "and add {domain} under Author attribution."
    )
    guest_later: str = "In a week I will tell you what readers answered."


LANGUAGES = {
    "en": Words(),
    "de": Words(
        and_=" und ",
        quoted="„{text}“",
        by="{what} von {who}",
        guest="Ein Gastbeitrag von {who}",
        host="Ich war damit zu Gast bei {who}",
        answers="Eine Antwort auf {what}",
        via="Gefunden über {who}",
        thanks="Danke an {who}",
        again="an {who}",
        for_="{who} für {why}",
        cites="Darin geht es auch um {what}",
        hello="Hallo {who},",
        out="{post} ist erschienen:",
        cited="Darin zitiere ich dich, und zwar so:",
        cited_links="Darin zitiere ich dich und verlinke dorthin:",
        right="Wenn ich etwas falsch verstanden habe, sag es mir, dann ändere ich es.",
        answer="Es ist eine Antwort auf das, was du geschrieben hast:",
        thank_for="Danke für {why}.",
        thank="Danke für deinen Anteil daran.",
        led="Durch dich bin ich auf das Thema gekommen. Danke!",
        named="Du kommst darin vor, und zwar deshalb: {why}",
        ask="Darf ich deinen Namen nennen, wenn ich anderswo davon erzähle? Wenn nicht, lasse ich ihn weg.",
        guest_out="dein Beitrag {post} ist erschienen:",
        guest_thanks="Danke, dass du für meine Leserinnen und Leser geschrieben hast.",
        guest_texts="Falls du ihn teilen möchtest: Hier sind Texte für den Anfang. Ändere sie, wie du magst.",
        guest_credit="Mastodon kann unter jedem Link darauf deinen Namen zeigen. Öffne dafür Einstellungen, "
        "Öffentliches Profil, Verifizierung, und füge bei der Autorennennung {domain} hinzu.",
        guest_later="In einer Woche erzähle ich dir, was geantwortet wurde.",
    ),
    "es": Words(
        and_=" y ",
        quoted="«{text}»",
        by="{what}, de {who}",
        guest="Una entrada invitada de {who}",
        host="La escribí como invitación de {who}",
        answers="Responde a {what}",
        via="Visto gracias a {who}",
        thanks="Gracias a {who}",
        again="a {who}",
        for_="{who} por {why}",
        cites="Remite a {what}",
        hello="Hola, {who}:",
        out="Ya está publicada {post}:",
        cited="En ella cito tu trabajo, así:",
        cited_links="En ella cito tu trabajo y lo enlazo:",
        right="Si he entendido algo mal, dímelo y lo corrijo.",
        answer="Responde a lo que escribiste:",
        thank_for="Gracias por {why}.",
        thank="Gracias por tu parte en ella.",
        led="Llegué al tema gracias a ti. ¡Gracias!",
        named="Apareces en ella por esto: {why}",
        ask="¿Puedo nombrarte cuando la comparta en otros sitios? Si prefieres que no, no lo haré.",
        guest_out="ya está publicada tu entrada {post}:",
        guest_thanks="Gracias por escribir para quienes me leen.",
        guest_texts="Si quieres compartirla, aquí tienes unos textos para empezar. Cámbialos como quieras.",
        guest_credit="Mastodon puede mostrar tu nombre debajo de cada enlace. Abre Preferencias, Perfil público, "
        "Verificación, y añade {domain} en la atribución de autor.",
        guest_later="Dentro de una semana te cuento qué han respondido.",
    ),
    "fr": Words(
        and_=" et ",
        quoted="« {text} »",
        by="{what}, par {who}",
        guest="Un billet invité de {who}",
        host="Je l’ai écrit à l’invitation de {who}",
        answers="Une réponse à {what}",
        via="Découvert grâce à {who}",
        thanks="Merci à {who}",
        again="à {who}",
        for_="{who} pour {why}",
        cites="On y croise {what}",
        hello="Bonjour {who},",
        out="{post} vient de paraître :",
        cited="J’y cite votre travail, ainsi :",
        cited_links="J’y cite votre travail, avec un lien :",
        right="Si j’ai mal compris quelque chose, dites-le-moi, et je corrigerai.",
        answer="C’est une réponse à ce que vous avez écrit :",
        thank_for="Merci pour {why}.",
        thank="Merci pour votre part dans ce billet.",
        led="C’est vous qui m’avez mené à ce sujet. Merci !",
        named="Vous y êtes, et voici pourquoi : {why}",
        ask="Puis-je vous nommer quand j’en parlerai ailleurs ? Sinon, je laisserai votre nom de côté.",
        guest_out="votre billet {post} vient de paraître :",
        guest_thanks="Merci d’avoir écrit pour celles et ceux qui me lisent.",
        guest_texts="Si vous voulez le partager, voici des textes pour commencer. Changez-les à votre gré.",
        guest_credit="Mastodon peut afficher votre nom sous chaque lien. Ouvrez Préférences, Profil public, "
        "Vérification, et ajoutez {domain} dans l’attribution de l’auteur.",
        guest_later="Dans une semaine, je vous dirai ce que l’on a répondu.",
    ),
    "zh": Words(
        comma="、",
        and_="和",
        stop="。",
        by="{who} 的{what}",
        because="{who}：{why}",
        guest="特邀作者：{who}",
        host="应 {who} 之邀而写",
        answers="回应{what}",
        via="经 {who} 得知",
        thanks="感谢 {who}",
        again="{who}",
        for_="{who}（{why}）",
        cites="文中提到{what}",
        hello="{who}，你好：",
        out="{post} 已经发布：",
        cited="文中引用了你的作品，原话如下：",
        cited_links="文中引用了你的作品，并附有链接：",
        right="如有理解错误，请告诉我，我会改正。",
        answer="这是对你所写内容的回应：",
        thank_for="谢谢你：{why}。",
        thank="谢谢你的帮助。",
        led="是你让我注意到这个话题，谢谢。",
        named="文中提到了你，因为：{why}",
        ask="我在别处介绍它时，可以提到你的名字吗？如果不方便，我就不提。",
        guest_out="你的文章 {post} 已经发布：",
        guest_thanks="谢谢你为我的读者写作。",
        guest_texts="如果你愿意分享，下面的文字可以直接用，也可以随意修改。",
        guest_credit="Mastodon 可以在每个链接下显示你的名字：请打开“偏好设置—公开个人资料—验证”，"
        "在作者署名中添加 {domain}。",
        guest_later="一周之后，我会告诉你读者的回应。",
    ),
    "ar": Words(
        comma="، ",
        and_=" و",
        quoted="«{text}»",
        by="{what} بقلم {who}",
        guest="مقالة ضيف بقلم {who}",
        host="كتبتها ضيفًا على {who}",
        answers="ردّ على {what}",
        via="عُثر عليه عبر {who}",
        thanks="شكرًا إلى {who}",
        again="إلى {who}",
        for_="{who} على {why}",
        cites="وفيها {what}",
        hello="مرحبًا {who}،",
        out="نُشرت {post}:",
        cited="وفيها اقتباس من عملك، هكذا:",
        cited_links="وفيها اقتباس من عملك مع رابط إليه:",
        right="إن كنت قد أخطأت في شيء فأخبرني لأصحّحه.",
        answer="وهي ردّ على ما كتبت:",
        thank_for="شكرًا على {why}.",
        thank="شكرًا على مساهمتك فيها.",
        led="عبرك وصلت إلى هذا الموضوع. شكرًا!",
        named="ورد اسمك فيها لهذا السبب: {why}",
        ask="هل لي أن أذكر اسمك حين أتحدث عنها في أماكن أخرى؟ وإن لم ترغب فلن أذكره.",
        guest_out="نُشرت مقالتك {post}:",
        guest_thanks="شكرًا على كتابتك لقرّائي.",
        guest_texts="إن أحببت مشاركتها فهذه نصوص للبداية، غيّرها كما تشاء.",
        guest_credit="يمكن لماستودون أن يعرض اسمك تحت كل رابط: افتح التفضيلات، ثم الملف العام، ثم التحقق، وأضف "
        "{domain} في نسبة المؤلف.",
        guest_later="بعد أسبوع سأخبرك بما أجاب به القرّاء.",
    ),
}
WORDLESS = Words(
    and_=", ",
    stop="",
    by="{what} ({who})",
    guest="{who}",
    host="{who}",
    answers="→ {what}",
    via="→ {who}",
    thanks="♥ {who}",
    again="{who}",
    for_="{who} ({why})",
    cites="→ {what}",
)
"""Posts in any other language: signs where words would be foreign. Letters begin in English."""


def words_of(language: str) -> Words:
    return LANGUAGES.get(language.partition("-")[0].lower(), WORDLESS)
