chapter make-mirror
for i in 1 2 3; do ctl put src/$i v$i; done
start copy make-mirror "$mirror" --prefix src/ --dest-prefix dst/
at=$mirror counted dst/ 3
ctl put src/4 v4
at=$mirror counted dst/ 4
ctl del src/1
ctl put src/2 changed
at=$mirror counted dst/ 3
ctl put src/last v
at=$mirror counted dst/last 1
finish copy
at=$mirror ctl get "" --prefix
start same make-mirror "$mirror" --prefix src/
at=$mirror counted src/ 4
finish same
at=$mirror ctl get src/ --prefix
ctl make-mirror
