# Runs programs on plain Perl arrays and hashes, and tells what each step gave: the model of tests/test_tie_model.py.
#
# Input: JSON, a list of programs, each a list of steps [name, arguments...]. Output: JSON, for each program a list
# of [result, array, exists, hash]: the step's result, "died" if it died, and the state afterwards.
use strict;
use JSON::PP;

my (@array, %hash);

my %step = (
    get       => sub { $array[$_[0]] },
    set       => sub { $array[$_[0]] = $_[1]; undef },
    push      => sub { push @array, @_ },
    unshift   => sub { unshift @array, @_ },
    pop       => sub { pop @array },
    shift     => sub { shift @array },
    splice0   => sub { [splice @array] },
    splice1   => sub { [splice @array, $_[0]] },
    splice    => sub { my ($offset, $length, @values) = @_; [splice @array, $offset, $length, @values] },
    length    => sub { $#array = $_[0] - 1; undef },
    delete    => sub { delete $array[$_[0]] },
    clear     => sub { @array = (); undef },
    assign    => sub { @array = @_; undef },
    get_slice => sub { [@array[@{$_[0]}]] },
    set_slice => sub { @array[@{$_[0]}] = @{$_[1]}; undef },

    hash_get       => sub { $hash{$_[0]} },
    hash_set       => sub { $hash{$_[0]} = $_[1]; undef },
    hash_delete    => sub { delete $hash{$_[0]} },
    hash_exists    => sub { exists $hash{$_[0]} ? 1 : 0 },
    hash_clear     => sub { %hash = (); undef },
    hash_assign    => sub { %hash = map { @$_ } @_; undef },
    hash_get_slice => sub { [@hash{@{$_[0]}}] },
    hash_set_slice => sub { @hash{@{$_[0]}} = @{$_[1]}; undef },
    hash_scalar    => sub { scalar(keys %hash) },
);

sub run_step {
    my ($name, @arguments) = @_;
    my $result = eval { $step{$name}->(@arguments) };
    return $@ ? "died" : $result;
}

my $json = JSON::PP->new->ascii->canonical;
my @told;
for my $program (@{$json->decode(do { local $/; <STDIN> })}) {
    (@array, %hash) = ();
    push @told, [map {
        my $result = run_step(@$_);
        [$result, [@array], [map { exists $array[$_] ? 1 : 0 } 0 .. $#array], {%hash}]
    } @$program];
}
print $json->encode(\@told);
