"""What Storable wrote, by way of perl: the only reader of that format that there is.

Storable's data can bless, overload and hook: in a Perl program, thawing them may run code. Here perl runs as a
process of its own, with nothing to load classes from (@INC is emptied), without its environment, with blessing (and
so hooks), code references and evaluated code off, and with bounds on its time, its memory and its answer. What is
left is perl's own C code on bytes of others: ask for it only where those who could write the segment are trusted.

The answer is a stream of marks, each a letter: u undefined; i decimal number ended by a newline; d 8 bytes of a
double; s, b: length, colon, bytes of a text (UTF-8) or of bytes; h, a: count, newline, then keys and values, or
items; r a reference to a scalar; c kind, blank, id, newline: a child with a segment of its own.
"""

from __future__ import annotations

import errno
import resource
import shutil
import struct
import subprocess
from collections.abc import Callable
from typing import Any

DEPTH_MAX = 100
_SECONDS = 30
_MEMORY_FACTOR = 16
_MEMORY_LEAST = 256 << 20

_PROGRAM = r"""
use strict; use warnings;
use B (); use Scalar::Util (); use Storable ();
BEGIN { @INC = (); %ENV = (); }
no warnings 'recursion';

my ($room, $deepest) = @ARGV;
binmode STDIN; binmode STDOUT;
my $image = do { local $/; <STDIN> };
$Storable::Eval = 0; $Storable::Deparse = 0;
$Storable::flags = 4;    # ties are wanted, for children; blessing is not
my $out = '';
emit(\Storable::thaw($image), 0);
print $out or die "cannot answer: $!\n";
close STDOUT or die "cannot answer: $!\n";

sub put {
    $out .= $_[0];
    die "more data than allowed\n" if length $out > $room;
}

sub child {
    my ($kind, $knot) = @_;
    my $seg = Scalar::Util::reftype($knot) eq 'HASH' ? $knot->{_shm} : undef;
    my $id = (Scalar::Util::reftype($seg) // '') eq 'HASH' ? $seg->{_id} // $seg->{id} : undef;
    die "a tied variable of another module\n" unless defined $id && !ref $id && $id =~ /^[0-9]{1,10}\z/;
    put("c$kind $id\n");
}

sub emit {
    my ($at, $depth) = @_;
    die "nested more than $deepest deep\n" if $depth > $deepest;
    my $type = Scalar::Util::reftype($$at) // '';
    if ($type eq 'HASH') {
        my $tie = tied %{$$at};
        return child('HASH', $tie) if $tie;
        my $hash = $$at;
        put('h' . keys(%$hash) . "\n");
        for my $key (keys %$hash) {
            utf8::encode(my $name = $key);
            put('s' . length($name) . ':' . $name);
            emit(\$hash->{$key}, $depth + 1);
        }
    } elsif ($type eq 'ARRAY') {
        my $tie = tied @{$$at};
        return child('ARRAY', $tie) if $tie;
        my $array = $$at;
        put('a' . @$array . "\n");
        emit(\$array->[$_], $depth + 1) for 0 .. $#$array;
    } elsif ($type eq 'SCALAR' || $type eq 'REF') {
        my $tie = tied ${$$at};
        return child('SCALAR', $tie) if $tie;
        put('r');
        emit($$at, $depth + 1);
    } elsif ($type) {
        die "a value of the kind $type, which only Perl has\n";
    } elsif (!defined $$at) {
        put('u');
    } else {
        my $flags = B::svref_2object($at)->FLAGS;
        if ($flags & B::SVf_POK) { text($$at) }
        elsif ($flags & B::SVf_IOK) { put("i$$at\n") }
        elsif ($flags & B::SVf_NOK) { put('d' . pack 'd>', $$at) }
        else { text("$$at") }
    }
}

sub text {
    my ($text) = @_;
    my $mark = utf8::is_utf8($text) || $text !~ /[^\x00-\x7f]/ ? 's' : 'b';
    utf8::encode($text) if $mark eq 's' && utf8::is_utf8($text);
    put($mark . length($text) . ':' . $text);
}
"""


def ask(image: bytes, max_bytes: int) -> bytes:
    """Perl's answer about a Storable image, of that many bytes at most, for decode().

    ValueError when perl cannot read it, FileNotFoundError when there is no perl.
    """
    perl = shutil.which("perl")
    if perl is None:
        raise FileNotFoundError(
            errno.ENOENT,
            "the segment is serialized by Storable, which only perl can read, and there is none on PATH",
        )
    with subprocess.Popen(
        [perl, "-T", "-e", _PROGRAM, str(max_bytes), str(DEPTH_MAX)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    ) as process:
        # It waits for its input, so these hold before it sees the first byte of it.
        memory = _MEMORY_LEAST + _MEMORY_FACTOR * max(len(image), max_bytes)
        resource.prlimit(process.pid, resource.RLIMIT_AS, (memory, memory))
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        try:
            answer, complaint = process.communicate(image, timeout=2 * _SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise ValueError(f"perl did not read the Storable data within {2 * _SECONDS} s") from None
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        text = complaint.decode("utf-8", "replace").strip() or f"it ended with status {process.returncode}"
        raise ValueError(f"perl cannot read the Storable data: {text}")
    return answer


def decode(answer: bytes, child: Callable[[str, int, int], Any]) -> Any:
    """The plain data: hash as dict, array as list, a reference to a scalar as its value.

    child(kind, id, depth) gives the value of a child that has a segment of its own. Text that Perl holds as
    characters is a str, and so is ASCII; other bytes are bytes.
    """
    return _Answer(answer, child).value(0)


class _Answer:
    def __init__(self, text: bytes, child: Callable[[str, int, int], Any]) -> None:
        self._text = text
        self._at = 0
        self._child = child

    def value(self, depth: int) -> Any:
        mark = self._take(1)
        if mark == b"u":
            return None
        if mark == b"i":
            return int(self._until(b"\n"))
        if mark == b"d":
            return struct.unpack(">d", self._take(8))[0]
        if mark == b"s":
            return self._take(int(self._until(b":"))).decode("utf-8", "surrogatepass")
        if mark == b"b":
            return self._take(int(self._until(b":")))
        if mark == b"h":
            count = int(self._until(b"\n"))
            return {self.value(depth): self.value(depth + 1) for _ in range(count)}
        if mark == b"a":
            return [self.value(depth + 1) for _ in range(int(self._until(b"\n")))]
        if mark == b"r":
            return self.value(depth)
        if mark == b"c":
            kind, _, identifier = self._until(b"\n").decode("ascii").partition(" ")
            return self._child(kind, int(identifier), depth)
        raise ValueError("perl's answer about the Storable data is cut short")

    def _take(self, count: int) -> bytes:
        start, self._at = self._at, self._at + count
        return self._text[start : self._at]

    def _until(self, end: bytes) -> bytes:
        stop = self._text.index(end, self._at)
        start, self._at = self._at, stop + 1
        return self._text[start:stop]
