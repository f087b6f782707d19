// Links every object of the core and nothing else. If this links, the core needs no shell: a function
// of the server that someone declared by hand would be missing here.
int main() {}
