# perl_peer.pl STORE PLACE create|attach -- a shared hash of Perl's, timed by itself.
#
# Commands on standard input, one a line, each answered by one line:
#   fill KIND COUNT               make COUNT values of KIND all that it holds
#   time ACTION KIND FIRST COUNT OPS
#                                 do OPS operations over COUNT keys from number FIRST; nanoseconds
#   read KEY                      the value
#   quit
use strict;
use warnings;
use List::Util qw(shuffle);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

my ($store, $place, $how) = @ARGV;
$| = 1;

my (%h, $h, $knot);
my %code;
if ($store eq 'hash') {
    %code = (get => '$x = $h{$k}', set => '$h{$k} = $v', increment => '$h{$k}++');
} elsif ($store eq 'sharedmem') {
    require Hash::SharedMem;
    Hash::SharedMem->import(qw(shash_open shash_get shash_set shash_cset));
    $h = Hash::SharedMem::shash_open($place, $how eq 'create' ? 'rwc' : 'rw');
    %code = (
        get       => '$x = shash_get($h, $k)',
        set       => 'shash_set($h, $k, $v)',
        increment => 'do { $x = shash_get($h, $k) } until shash_cset($h, $k, $x, $x + 1)',
    );
} elsif ($store eq 'shareable') {
    require IPC::Shareable;
    # It reads the whole segment each time, so the size is what the largest table here needs.
    my %options = (key => $place, size => 3 << 20, mode => 0600, create => $how eq 'create');
    # Without its locks a reader may find half of what another process is writing, and dies of it.
    $knot = tie %h, 'IPC::Shareable', \%options;
    %code = (
        get       => '$knot->lock(IPC::Shareable::LOCK_SH()); $x = $h{$k}; $knot->unlock',
        set       => '$knot->lock; $h{$k} = $v; $knot->unlock',
        increment => '$knot->lock; $h{$k}++; $knot->unlock',
    );
} else {
    die "no such store: $store\n";
}

sub value {
    my ($kind, $i) = @_;
    return 1000 + $i if $kind eq 'int';
    return sprintf 'a value, no. %08d', $i if $kind eq 'str20';
    return sprintf('%08d', $i) . 's' x 92 if $kind eq 'str100';
    return sprintf('%08d', $i) . "\0" x 92 if $kind eq 'bytes100';
    die "no such kind: $kind\n";
}

my %answer = (
    fill => sub {
        my ($kind, $count) = @_;
        my %new = map { ("k$_" => value($kind, $_)) } 0 .. $count - 1;
        if ($store eq 'sharedmem') {
            Hash::SharedMem::shash_set($h, $_, $new{$_}) for keys %new;
        } else {
            $knot->lock if $knot;
            %h = ();
            $h{$_} = $new{$_} for keys %new;
            $knot->unlock if $knot;
        }
        return 'ok';
    },
    read => sub { $store eq 'sharedmem' ? Hash::SharedMem::shash_get($h, $_[0]) : $h{$_[0]} },
);

# Keys in random order with two sets of values, so that every set changes what is there.
my (%loops, %order);
$answer{time} = sub {
    my ($action, $kind, $first, $count, $ops) = @_;
    my $order = $order{"$kind $first $count"} ||= do {
        my @numbers = shuffle($first .. $first + $count - 1);
        my @keys = map {"k$_"} @numbers;
        my @values = map { my $add = $_; [map { value($kind, $_ + $add) } @numbers] } 1, 2;
        { keys => \@keys, values => \@values, at => 0 };
    };
    my $loop = $loops{$action} ||= eval "sub {
        my (\$keys, \$values, \$from, \$to) = \@_;
        my \$x;
        for my \$i (\$from .. \$to) { my (\$k, \$v) = (\$keys->[\$i], \$values->[\$i]); $code{$action} }
    }" || die $@;
    my $start = clock_gettime(CLOCK_MONOTONIC);
    while ($ops > 0) {
        my $take = $count - $order->{at} < $ops ? $count - $order->{at} : $ops;
        $loop->($order->{keys}, $order->{values}[0], $order->{at}, $order->{at} + $take - 1);
        $ops -= $take;
        $order->{at} += $take;
        if ($order->{at} == $count) {
            $order->{at} = 0;
            @{ $order->{values} } = reverse @{ $order->{values} };
        }
    }
    return sprintf '%.0f', (clock_gettime(CLOCK_MONOTONIC) - $start) * 1e9;
};

while (my $line = <STDIN>) {
    my ($command, @words) = split ' ', $line;
    last if $command eq 'quit';
    print $answer{$command}->(@words), "\n";
}
$knot->remove if $knot && $how eq 'create';
