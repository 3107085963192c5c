"""The texts of the reference models: those that vocabularies are trained on, and those that are tagged."""

SENTENCES = """
Ada Lindqvist moved from Gothenburg to Porto in May and opened a small bakery near the river.
The Northern Rail Company said on Tuesday that trains between Leeds and York will be late again.
Play the newest song by Marisa Okonjo, please, and turn the volume down to thirty percent.
What's the weather going to be like in Reykjavík tomorrow morning?
She wouldn't sign the contract; he'd already signed it twice (once in 1998, once in 2004).
Book a table for four at a Georgian restaurant in Lyon tonight.
Their e-mail address is office@example.org, their site https://example.org/news?id=7.
Professor Ilse Brandt taught mathematics at the University of Graz until she retired.
Der Zug nach München fährt heute nicht über Nürnberg, sondern über Würzburg.
Die Straße am Fluss war gesperrt, weil große Bäume gefallen waren.
Le café près de la gare était fermé, mais l'hôtel d'à côté servait déjà le déjeuner.
Où est passée la clé de la voiture? Je l'ai laissée sur la table hier soir.
El niño pequeño comió mañana, tarde y noche en la casa de su abuela en Málaga.
Não há pão nem maçãs na cozinha, só um pouco de açúcar e café.
İstanbul'da yağmur yağıyor, ama ılık bir rüzgâr esiyor.
Žluťoučký kůň úpěl ďábelské ódy.
Москва встретила гостей дождём и холодным ветром.
Η Αθήνα είναι η πρωτεύουσα της Ελλάδας.
東京は日本の首都です。大阪は二番目に大きい町です。
我们明天去北京看朋友，然后坐火车回上海。
서울은 한국의 수도이며 부산은 큰 항구 도시이다.
किताब मेज पर है और बच्चा घर में है।
القاهرة مدينة كبيرة على ضفاف النيل.
So happy today 😀 the whole family 👨‍👩‍👧 came to the party 🎉🎉 in Ankara 🇹🇷!
Price: $12.50 (was €14,99) -- a discount of 16% on all shoes & bags.
Flight LH1234 from Frankfurt to New York was delayed by 3 hours and 20 minutes.
Mr. O'Neill and Mrs. Nguyễn met Dr. van der Berg at the airport in Amsterdam.
I need proof of insurance, my policy number is 884512 and my name is Zoë Kowalski.
The river, the mountain, the forest, the village, the harbour and the island are on the map.
Read the book, write the letter, sing the song, open the window, close the door.
One two three four five six seven eight nine ten eleven twelve.
January February March April May June July August September October November December.
""".strip().splitlines()

FAMILY = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"

TEXTS = [
    "Ada Lindqvist moved from Gothenburg to Porto in May.",
    "Play the newest song by Marisa Okonjo on Spotify",
    "Wait,what?!No...(really)\u2014\"yes\",she said;O'Neill's e-mail:office@example.org/x_y#z",
    "price:$12.50,was\u20ac14,99(16%off)&more--now",
    "lowercase UPPERCASE MiXeD 884512 LH1234 3.14 1,000,000",
    "So happy \U0001F600 in Ankara\U0001F1F9\U0001F1F7! \U0001F389\U0001F389 Zo\u00eb",
    FAMILY + " went to Porto with " + FAMILY + FAMILY + ", \U0001F44D\U0001F3FD\U0001F44D ok",
    "\U0001F600",
    "\u6771\u4eac\u306f\u65e5\u672c\u306e\u9996\u90fd\u3067\u3059\u3002\u5927\u962a\u306f\u4e8c\u756a\u76ee\u306b\u5927\u304d\u3044\u753a\u3067\u3059\u3002",
    "\u6211\u4eec\u660e\u5929\u53bb\u5317\u4eac\u770b\u670b\u53cb\uff0c\u7136\u540e\u5750\u706b\u8f66\u56de\u4e0a\u6d77\u3002",
    "Anna\u4f4f\u5728\u5317\u4eac,Bob\u306f\u6771\u4eac\U00020000\U0002A6D6 \u9f98\u9f98",
    "\uc11c\uc6b8\uc740 \ud55c\uad6d\uc758 \uc218\ub3c4\uc774\uba70 \u1112\u1161\u11ab\u1100\u116e\u11a8",
    "\u00dcber die Stra\u00dfe nach M\u00fcnchen f\u00e4hrt Zo\u00eb \u00c5ngstr\u00f6m",
    "U\u0308ber die Strasse nach Mu\u0308nchen fa\u0308hrt Zoe\u0308 A\u030Angstro\u0308m Nguye\u0302\u0303n",
    "cafe\u0301 nai\u0308ve re\u0301sume\u0301 e\u0301\u0323\u0302 caf\u00e9",
    "\u0130stanbul ILIK \u0131l\u0131k I\u0307stanbul Di\u0307yarbak\u0131r",
    "\ufb01ne \ufb02ow \ufb03x \uff26\uff35\uff2c\uff2c \u2460\u00bd\u2122 \u212bngstr\u00f6m \u01c4 \u1e9e\u00df",
    "\u041c\u043e\u0441\u043a\u0432\u0430 \u0432\u0441\u0442\u0440\u0435\u0442\u0438\u043b\u0430; \u0397 \u0391\u03b8\u03ae\u03bd\u03b1 \u03a3\u03bf\u03c6\u03cc\u03c2",
    "\u0627\u0644\u0642\u0627\u0647\u0631\u0629 \u0645\u062f\u064a\u0646\u0629 \u0643\u064e\u0628\u0650\u064a\u0631\u0629 \u0915\u093f\u0924\u093e\u092c \u092e\u0947\u091c \u092a\u0930 \u0939\u0948",
    "tabs\there\tand\nlines\r\nthere\u2028too\u0085x",
    "zero\u200bwidth Po\u200drto\u200c so\u00adft \ufeffbom wo\u2060rd",
    "nul\u0000in Por\u0000to bell\u0007 esc\u001b[0m del\u007f rep\ufffdl \ue000",
    "  leading and   many    spaces  ",
    "no\u00a0break\u3000ideographic\u2003em\u202fnarrow",
    "",
    " ",
    "\t\n \u00a0\u200b",
    "\u0000\u200b\ufeff",
    "...",
    "a",
    "\u0301",
    "Donau" + "dampfschifffahrts" * 8 + "kapit\u00e4n in Porto",
    "x" * 120,
    "the literal [SEP] and [CLS] [MASK] [UNK] <s> </s> <mask> <unk> <pad> in a text",
    "glued<unk>to[UNK]words<mask>and[MASK]letters",
    "##ing \u0120the \u2581the _the_ \u2581",
    "Flight LH1234 from Frankfurt to New York was delayed by 3 hours and 20 minutes, said Mrs. Nguy\u1ec5n",
    "I need proof of insurance, my policy number is 884512 and my name is Zo\u00eb Kowalski",
]

PAIRS = [
    ("Ada Lindqvist moved to Porto.", "Where does Ada live?"),
    ("The caf\u00e9 near the station was closed", "cafe\u0301 ferm\u00e9 \U0001F600"),
    ("\u6771\u4eac\u306f\u65e5\u672c\u306e\u9996\u90fd\u3067\u3059\u3002", "Tokyo is the capital of Japan"),
    ("", "An empty text before it"),
    ("[SEP] tricks", "</s></s> tricks [CLS]"),
    (FAMILY + " \u0130stanbul", "tabs\tand\u200bzero\u0000width"),
    ("She opened a small bakery", "She opened a small bakery"),
]

LONG_WORDS = (
    "the river Porto caf\u00e9 opened \U0001F389 Ada Lindqvist, M\u00fcnchen (1998) \u6771\u4eac\u306f "
    "O'Neill's e-mail re\u0301sume\u0301 station; Gothenburg was never late -- \u0130stanbul 884512 fine. "
    + FAMILY
).split(" ")


def long_words(count):
    """Words of a text made by a formula: a linear congruential generator picks them."""
    state = 1
    words = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        words.append(LONG_WORDS[(state >> 16) % len(LONG_WORDS)])
    return words
