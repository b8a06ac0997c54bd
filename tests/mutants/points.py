"""Finds the places of a header where a mutant can be made, and writes the header anew with all of them in it.

A mutation point is an expression or a statement of a function body. Each is written so that the number of the
mutant that runs is asked at run time, and one build serves all:

    if (size_ > limit) {      ->  if (EBB_MUTANT(7) ? (size_ >= limit) : EBB_MUTANT(8) ? (true) : (size_ > limit)) {
    forget_vacancies();       ->  if (!EBB_MUTANT(9)) { forget_vacancies(); }

Left out, as nothing is asked there at run time or nothing can be seen: `if constexpr`, constants (constexpr, static,
using, template arguments), conditions that declare, expressions with lambdas, assertions, probes, prefetches, and
what tells the address sanitizer about memory; reports of misuse, of which the program dies.
"""

import dataclasses
import re

# Statements whose absence nobody notices but a clock, a sanitizer, or who has misused the map.
UNSEEN_CALLS = re.compile(
    r"(EBB_\w+|__asan\w*|(\w+[.])?advise_huge|report_\w+|static_assert|assert|(table::)?mark_(dead|alive)|prefetch\w*|ask|using)\b"
)
RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
OPERATORS = {"+": "-", "-": "+", "*": "/", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "^": "|"}
LAMBDA = re.compile(r"\[[\w&=, *]*\]\s*(\([^()]*\))?[^;(){}]*\{")
IDENTIFIER_PAIR = re.compile(r"[\w>&*\]]\s+[\w*&]")


@dataclasses.dataclass
class Mutant:
    number: int
    header: str
    line: int
    before: str
    after: str
    time: int  # the same in the same header: the how manieth

    @property
    def key(self):
        again = f" (time {self.time})" if self.time > 1 else ""
        return f"{self.header}: {self.before} -> {self.after}{again}"


def masked(text):
    """The text with comments, literals of characters and strings, preprocessor lines, and what only checked and
    sanitized builds compile blanked."""
    blanked = lambda m: re.sub(r"[^\n]", " ", m[0])
    text = re.sub(r"^#if EBB_(?:CHECKED|HAVE_ASAN)\n.*?^#(?=else|endif)", blanked, text, flags=re.S | re.M)
    pattern = r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])'|^[ \t]*#(?:\\\n|[^\n])*"
    return re.sub(pattern, blanked, text, flags=re.S | re.M)


def closing(text, position):
    """The place of the bracket that closes the one at `position`."""
    depth = 0
    for place in range(position, len(text)):
        if text[place] in "([{":
            depth += 1
        elif text[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place
    raise ValueError(f"no closing bracket: {text[position:position + 60]!r}")


def end_of_statement(text, position):
    """The place of the semicolon that ends the statement, or None where a bracket closes before."""
    while position < len(text):
        if text[position] in "([{":
            position = closing(text, position)
        elif text[position] == ";":
            return position
        elif text[position] in ")]}":
            return None
        position += 1
    return None


def split_at_top(text, separators):
    """The text cut at operators outside all brackets: a list of parts and one of operators."""
    parts, operators, begin, position = [], [], 0, 0
    while position < len(text):
        if text[position] in "([{":
            position = closing(text, position)
        for separator in separators:
            if text.startswith(f" {separator} ", position):
                parts.append(text[begin:position])
                operators.append(separator)
                position += len(separator) + 1
                begin = position + 1
                break
        position += 1
    return parts + [text[begin:]], operators


def mutations_of_condition(text):
    """Each operand of && and || becomes what makes it indifferent, or what decides alone."""
    if split_at_top(text, ["?"])[1]:
        return
    for outer, value in (("||", "false"), ("&&", "true")):
        parts, operators = split_at_top(text, [outer])
        if operators:
            for index, part in enumerate(parts):
                yield f" {outer} ".join(parts[:index] + [value] + parts[index + 1:])
                inner = part.strip()
                if inner.startswith("(") and closing(inner, 0) == len(inner) - 1:
                    for mutated in mutations_of_condition(inner[1:-1]):
                        yield f" {outer} ".join(parts[:index] + [f"({mutated})"] + parts[index + 1:])
            return


def mutations_of_relations(text):
    for match in re.finditer(r"(?<= )(<=|>=|[<>])(?= )", text):
        yield text[:match.start()] + RELATIONS[match[0]] + text[match.end():]


def mutations_of_arithmetic(text):
    """Operators and constants: in code that computes, as hashes do, each of them counts."""
    for match in re.finditer(r"(?<= )(<<|>>|[+*&|^-])(?= )", text):
        other = OPERATORS.get(match[0])
        # (The difference of two pointers has no sum.)
        if other and not (match[0] == "-" and re.search(r"static_cast<[\w:]+>\([^()]*$", text[:match.start()])):
            yield text[:match.start()] + other + text[match.end():]
    for match in re.finditer(r"(?<![\w.'])(\d[\d']*)(U?)\b(?!['.])", text):
        value = int(match[1].replace("'", ""))
        yield f"{text[:match.start()]}{value + 1}{match[2]}{text[match.end():]}"


class Header:
    """One header: what is to be replaced where, and the mutants that are in it."""

    def __init__(self, name, text, first_number):
        self.name, self.text, self.mask = name, text, masked(text)
        self.next_number = first_number
        self.mutants, self.edits = [], []

    def add(self, place, before, after):
        clean = lambda s: re.sub(r"\s+", " ", s).strip()
        line = self.text.count("\n", 0, place) + 1
        before, after = clean(before), clean(after)
        time = 1 + sum((m.before, m.after) == (before, after) for m in self.mutants)
        self.mutants.append(Mutant(self.next_number, self.name, line, before, after, time))
        self.next_number += 1
        return self.next_number - 1

    def switched(self, begin, end, is_condition):
        """The expression from `begin` to `end`, with its mutants before it."""
        has_words = '"' in self.text[begin:end]
        original = self.text[begin:end] if has_words else self.mask[begin:end]
        text = re.sub(r"\s+", " ", self.mask[begin:end])
        mutations = []
        if not LAMBDA.search(text) and not text.lstrip().startswith("{") and not has_words:
            if is_condition or " && " in text or " || " in text:
                mutations += mutations_of_condition(text)
            mutations += mutations_of_relations(text)
            if self.name.startswith("hash/"):
                mutations += mutations_of_arithmetic(text)
        if is_condition: # an operand that is left out is the harder mutant, and is there already
            outer = split_at_top(text, ["||"])[1] or split_at_top(text, ["&&"])[1]
            mutations += [value for value, operator in (("true", "&&"), ("false", "||")) if operator not in outer]
        chain = "".join(f"EBB_MUTANT({self.add(begin, text, each)}) ? ({each}) : " for each in dict.fromkeys(mutations))
        return f"{chain}{'static_cast<bool>' if is_condition else ''}({original})" if chain else original

    def visit_condition(self, begin, end):
        text = self.mask[begin:end]
        parts = text.split(";")
        if len(parts) == 2 and "{" not in text:
            begin += len(parts[0]) + 1
            text = parts[1]
        if not re.match(r"\s*(const )?[\w:]+(<[^()]*>)?[ *&]+\w+ = ", text) and text.strip():
            self.edits.append((begin, end, self.switched(begin, end, True)))

    def visit_for(self, begin, end):
        first = self.mask.find(";", begin, end)
        second = self.mask.find(";", first + 1, end)
        if first != -1 and second != -1 and self.mask[first + 1:second].strip():
            self.edits.append((first + 1, second, self.switched(first + 1, second, True)))

    def visit_statement(self, begin):
        """A statement of a function begins here. Returns: where to go on."""
        text = self.mask
        if match := re.compile(r"(?:else )?(if|while|for)\s*\(").match(text, begin):
            open_at = match.end() - 1
            end = closing(text, open_at)
            (self.visit_for if match[1] == "for" else self.visit_condition)(open_at + 1, end)
            return re.compile(r"(\s*\[\[\w+\]\])?").match(text, end + 1).end()
        if match := re.compile(r"(?:else )?if constexpr\s*\(").match(text, begin):
            return closing(text, match.end() - 1) + 1
        if match := re.compile(r"(try|do|else|struct|class|union|enum|catch)\b[^;{]*(?=\{)").match(text, begin):
            return match.end()
        if match := re.compile(r"return\s+").match(text, begin):
            end = end_of_statement(text, begin)
            if end and text[match.end()] != "{":
                self.edits.append((match.end(), end, self.switched(match.end(), end, False)))
            return end
        end = end_of_statement(text, begin)
        if end is None:
            return begin + 1
        statement = text[begin:end]
        head = re.split(r" (?:=|\+=|-=|\|=|&=|\^=|<<=|>>=) ", statement, maxsplit=1)
        is_declaration = bool(IDENTIFIER_PAIR.search(re.sub(r"\[[^\]]*\]|\(.*\)", "", head[0], flags=re.S)))
        right = begin + len(statement) - len(head[1]) if len(head) == 2 else None
        if re.match(r"(static|constexpr|using|template|friend|throw|break|continue|goto|delete|case|default)\b",
                    statement) or not statement.strip():
            return end
        if is_declaration:
            is_literal = right and re.fullmatch(r"[\w:.'{}]+", text[right:end]) and "const " in head[0]
            if right and not is_literal and "constexpr" not in head[0] and "[" not in head[0]:
                self.edits.append((right, end, self.switched(right, end, False)))
            return end
        if re.match(r"(\+\+|--|\*|\(?[A-Za-z_])", statement) and not UNSEEN_CALLS.match(statement):
            if right or statement.startswith(("++", "--")) or statement.endswith((")", "++", "--")):
                number = self.add(begin, statement, "nothing")
                inner = self.text[begin:end] if right is None else text[begin:right] + self.switched(right, end, False)
                self.edits.append((begin, end + 1, f"if (!EBB_MUTANT({number})) {{ {inner}; }}"))
        return end

    def scan(self):
        text, scopes, position, begin = self.mask, [], 0, 0
        while position < len(text):
            in_function = "function" in scopes
            if in_function and position == begin and not text[position].isspace() and text[position] not in "{}":
                position = max(position + 1, self.visit_statement(position))
                begin = position
                continue # a statement may follow at once, or a block
            character = text[position]
            if character == "{":
                intro = re.split(r"[;{}]", text[:position])[-1]
                kind = re.search(r"\b(class|struct|union|enum|namespace|concept)\b", re.sub(r"template <.*?>", "", intro))
                is_type = kind and (kind[1] == "concept" or ")" not in intro) and not in_function
                scopes.append("type" if is_type else "function")
            elif character == "}":
                scopes.pop()
            if character in "{};" or (position == begin and character.isspace()):
                begin = position + 1
            position += 1

    def rewritten(self):
        self.scan()
        text, last = "", 0
        for begin, end, new in sorted(self.edits):
            if begin >= last:
                text += self.text[last:begin] + new
                last = end
        return text + self.text[last:]
